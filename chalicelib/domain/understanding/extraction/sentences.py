"""Words around the particulars: verbs of reporting, the wish for a letter, courtesy."""

from __future__ import annotations

from chalicelib.domain.formats.vietnamese import bag
from chalicelib.domain.understanding.language.phrases import listed

# After a name a sentence may begin with these, and stays whole without the name.
REPORTING = listed("""
    phản ánh, kiến nghị, đề nghị, xin, kính, có ý kiến, báo, báo tin, hỏi, muốn, trình bày,
    thông báo, góp ý, đề xuất, gửi, mong, nêu, nhờ, thắc mắc, khiếu nại, tố cáo, tố giác, cần,
    phan anh, cho hỏi, cho tôi hỏi, cho em hỏi, yêu cầu, đề đạt, có việc, có phản ánh,
    có kiến nghị, bức xúc, tôi, em, cháu, về việc, hiến kế, phản ảnh, xin phép
    """)
# How people ask for an answer by post, or say that they have no telephone.
BY_POST = listed("""
    gửi thư, bằng thư, qua thư, đường bưu điện, qua bưu điện, bưu điện, về địa chỉ,
    theo địa chỉ, tới địa chỉ, đến địa chỉ, không có điện thoại, ko có điện thoại,
    k có điện thoại, không có đt, ko có đt, không có sđt, không dùng điện thoại,
    không có số điện thoại, chưa có điện thoại, ko có sđt, k có sđt, không sử dụng điện thoại,
    thư tay, thư bảo đảm, thư về, không có máy điện thoại, ko có dt, k có đt,
    điện thoại không có, gửi giấy, giấy báo về, hồi âm về, không điện thoại, văn bản về nhà,
    thư đến nhà, trả lời thư, ko dùng điện thoại, k dùng điện thoại
    """)
# A message that has only these words says nothing about a matter.
COURTESY = bag(
    """
    alo a lo kinh gui thua chao xin cam on tran trong chu tich ubnd uy ban nhan dan thanh pho
    tp lang son duong day nong anh chi em ong ba co bac toi chau minh la va nhe ah oi da vang
    hello hi dong lanh dao quy quan phuong o dt sdt so dien thoai dia ho ten test ok phan kien
    nghi y noi dung cac lien he lh khong can giu bi mat kin duoc thong tin danh tinh nguoi cua
    email gmail mail cho yeu cau de vui long vo ky
    """
)
