"""What clerks write of a matter: with something of the citizen in it, and without.

The citizen is Nguyễn Văn Bình of 12 Trần Đăng Ninh unless the sentence says otherwise.
"""

from chalicelib.domain.case.case import Identity

BINH = Identity(
    name="Nguyễn Văn Bình",
    address="Số 12, đường Trần Đăng Ninh, phường Tam Thanh, TP Lạng Sơn",
    phone="+84912345678",
    sender="+84987654321",
    mail="binh.nguyen75@example.vn",
)
MINH = Identity(name="Trần Văn Minh", address="thôn Hoàng Tân, xã Hoàng Đồng", sender="VIETTEL")
HOA = Identity(name="Bà Lê Thị Hoa (tổ trưởng)", address="số nhà 45 ngõ 5 đường Bắc Sơn")
AN = Identity(name="Nguyễn Văn An", address="tổ 3, khối 8, phường Vĩnh Trại", phone="+842053876672")
SHOP = Identity(name="Công ty TNHH Thành Đạt", representative="Hoàng Thị Mai", address="8/2 Lê Lợi")
THANH = Identity(name="Phạm Thành Công", address="Khối 2", phone="+84381234567")

# (who, text, what it gives away)
WITH = [
    (BINH, "Ông Nguyễn Văn Bình phản ánh đèn đường hỏng.", "name"),
    (BINH, "ong nguyen van binh phan anh den duong hong", "name"),
    (BINH, "NGUYỄN VĂN BÌNH đề nghị sửa đường.", "name"),
    (BINH, "Nguyễn  Văn\nBình đề nghị sửa đường.", "name"),
    (BINH, "Công dân N g u y ễ n V ă n B ì n h đề nghị sửa đường.", "name"),
    (BINH, "NguyenVanBinh đề nghị sửa đường.", "name"),
    (BINH, "Nguyễn-Văn-Bình, Nguyễn.Văn.Bình", "name"),
    (BINH, "Người dân là Văn Bình ở gần chợ.", "name"),
    (BINH, "Đề nghị gọi lại cho van binh.", "name"),
    (BINH, "Đã trao đổi với ông Bình, ông đồng ý.", "name"),
    (BINH, "da goi ong binh, hen ngay mai", "name"),
    (BINH, "Ông N.V. Bình không nghe máy.", "name"),
    (BINH, "Gọi anh Nguyễn Bình để hỏi thêm.", "name"),
    (BINH, "Ng\u200buyễn V\u200băn Bì\u200bnh đề nghị.", "name"),
    (BINH, "Đ/c Bình đã nhận lời.", "name"),
    (BINH, "Số điện thoại 0912.345.678, gọi giờ hành chính.", "number"),
    (BINH, "Liên hệ +84 912 345 678.", "number"),
    (BINH, "sđt:84912345678", "number"),
    (BINH, "Gọi 0084-912-345-678.", "number"),
    (BINH, "Gọi 912345678 sau 17 giờ.", "number"),
    (BINH, "Gọi 0912 345\n678.", "number"),
    (BINH, "o912345678", "number"),
    (BINH, "gọi số không chín một hai ba bốn năm sáu bảy tám", "number"),
    (BINH, "Nhắn từ 0987/654/321.", "number"),
    (BINH, "０９１２３４５６７８", "number"),
    (BINH, "Thư: binh.nguyen75@example.vn", "mail"),
    (BINH, "Thư: Binh.Nguyen75 (at) example.vn", "mail"),
    (BINH, "Đèn trước số nhà 12 đường Trần Đăng Ninh bị hỏng.", "address"),
    (BINH, "Đèn hỏng ở 12 Trần Đăng Ninh.", "address"),
    (BINH, "den hong o so 12, pho tran dang ninh", "address"),
    (BINH, "Đường Trần Đăng Ninh, số nhà 12, nước chảy yếu.", "address"),
    (MINH, "Ông Minh ở thôn Hoàng Tân phản ánh.", "name"),
    (MINH, "Theo Trần Văn Minh, mương bị lấp.", "name"),
    (MINH, "Gọi lại cho Văn Minh trước 16 giờ.", "name"),
    (HOA, "Chị Hoa cho biết rác không được thu gom.", "name"),
    (HOA, "chị hoa cho biết rác không được thu gom", "name"),
    (HOA, "Rác chất trước số 45 ngõ 5 Bắc Sơn.", "address"),
    (HOA, "Nhà 45, ngõ 5, đường Bắc Sơn", "address"),
    (AN, "Bà Tâm và ông An cùng phản ánh.", "name"),
    (AN, "Máy bàn 3.876.672.", "number"),
    (AN, "Máy bàn (025) 3 876 672.", "number"),
    (SHOP, "Công ty TNHH Thành Đạt đề nghị cấp phép.", "name"),
    (SHOP, "Bà Mai đại diện công ty đề nghị.", "name"),
    (SHOP, "Vỉa hè trước 8/2 Lê Lợi bị chiếm.", "address"),
    (THANH, "Ông Phạm Thành Công hài lòng.", "name"),
    (THANH, "Số cũ 0168 1234 567.", "number"),
]

WITHOUT = [
    (BINH, "Đèn đường Trần Đăng Ninh hỏng cả tháng nay."),
    (BINH, "Nước máy ở phường Tam Thanh chảy yếu."),
    (BINH, "Đề nghị bà con bình tĩnh, chờ kiểm tra."),
    (BINH, "Mức tiêu thụ bình quân 12 số điện mỗi hộ."),
    (BINH, "Ngày 12 đường Trần Đăng Ninh mất điện."),
    (BINH, "Đường Nguyễn Văn Bình chưa có trong danh mục."),
    (BINH, "Có 12 hộ ở đường Trần Đăng Ninh phản ánh."),
    (BINH, "Số văn bản 125/VP-TCD ngày 12/3/2026."),
    (BINH, "Mã số 912 345 679."),
    (BINH, "Cơ quan hẹn 17 giờ ngày 09/12/2026."),
    (BINH, "Số nhà 12A đường Trần Đăng Ninh, số 112 Trần Đăng Ninh."),
    (BINH, "Chị Hòa Bình Minh không phải người phản ánh."),
    (BINH, "Ông bình tĩnh trình bày lại sự việc."),
    (BINH, "UBND tỉnh Hòa Bình có kinh nghiệm tốt."),
    (MINH, "Xây dựng nếp sống văn minh đô thị."),
    (MINH, "Nep song van minh do thi can duoc giu gin."),
    (MINH, "Mương ở thôn Hoàng Tân, xã Hoàng Đồng bị lấp."),
    (MINH, "Bà con mong được minh bạch thu chi."),
    (MINH, "Quảng cáo của VIETTEL che biển báo."),
    (HOA, "Trồng hoa giấy dọc đường Bắc Sơn."),
    (HOA, "Cuộc thi hoa hậu gây ồn."),
    (HOA, "Kế toán chi hóa đơn chưa đúng."),
    (HOA, "Rác ở ngõ 5 đường Bắc Sơn chưa thu gom."),
    (AN, "Mất an ninh trật tự, đề nghị bảo đảm an toàn giao thông."),
    (AN, "Cần bảo đảm cho các bà an toàn khi qua đường."),
    (AN, "Có an ninh trực đêm."),
    (AN, "Vấn an, thăm hỏi gia đình chính sách."),
    (AN, "Tổ 3, khối 8 họp ngày 12."),
    (SHOP, "Nhiều công ty kinh doanh thành đạt ở đường Lê Lợi."),
    (SHOP, "Vỉa hè đường Lê Lợi bị chiếm từ 8 giờ."),
    (THANH, "Đã xử lý thành công, đề nghị thông báo."),
    (THANH, "Hội nghị thành công tốt đẹp, đúng 1234567 đồng."),
    (THANH, "Khối 2 mất nước."),
]
