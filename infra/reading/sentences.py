"""Letters put together from parts by chance: of somebody whom they tell of, and signed ones.

Whose a name, an address or a number is often shows by what follows all three. So both kinds are made
of the same names, places, offices and numbers, and differ in what leads up to them and what follows.
"""

from __future__ import annotations

from infra.reading.fillings import Chance

_TITLES = (
    *("Ông ", "Ông ", "Bà ", "Bà ", "Anh ", "Anh ", "Chị ", "Chú ", "Cô ", "Thầy ", "Bác ", "Cháu "),
    *("Hộ ông ", "Hộ bà ", "Nhà ông ", "Gia đình ông ", "Cán bộ ", "Trưởng thôn ", "Bác sĩ ", "Cụ "),
    *("Chủ quán ", "Chủ nhà trọ ", "Chủ xưởng: anh ", "Luật sư ", "Lái xe ", "Đồng chí ", "Tổ trưởng "),
    *("Trưởng khối ", "Trưởng công an xã ", "Cô giáo ", "Bưu tá ", "Thằng ", "Kế toán ", "Nhà thầu "),
    *("Người vi phạm: ", "Đối tượng: ", "Đối tượng ", "Thủ phạm là ", "Chủ lò mổ tên ", "Bảo vệ "),
    *("Hàng xóm nhà tôi tên ", "Có đối tượng tên ", "Có người tên ", "Người sát vách nhà em tên "),
    *("Trưởng thôn tôi là ông ", "Chủ xe là ", "Xe của ", "Con ông ", "Vợ ông ", "Đội xây dựng của ông "),
    *("Nhà bên cạnh là nhà bà ", "Lò gạch của ", "Xưởng của anh ", "Quán của chị ", "Nạn nhân là "),
)
_OFFICES = (
    *(", trưởng thôn", " trưởng thôn", ", trưởng khối 5", " - trưởng khối", " tổ trưởng", ", bí thư chi bộ"),
    *(" bán thịt ở chợ", ", chủ quán", " (chủ quán)", ", công an phường", ", cán bộ địa chính", ", 75 tuổi"),
    *(", sinh năm 1990", " sn 1985", ", giám đốc", " lái xe tải", ", chủ tịch hội nông dân xã", ", 14 tuổi"),
)
_PLACES = (
    *(", {place}", ", {place}", " ở {place}", " ở {place}", " ({place})", ", trú tại {place}", " {place}"),
    *(" nhà ở {place}", " tại {place}", ". Địa chỉ: {place}", "\nĐịa chỉ: {place}", " - {place}"),
)
_NUMBERS = (
    *(", ĐT {their}", " ({their})", " sđt {their}", ", {their}", " {their}", ", số {their}", " {their}"),
    *(" (ĐT: {their})", " đt {their}", ". SĐT: {their}", "\nSĐT: {their}", ", điện thoại {their}"),
    *(" số máy {their}", " - {their}", ", số điện thoại: {their}", " có số {their}", ". Số điện thoại {their}"),
)
_JOINTS = (*(" ",) * 8, *(", ",) * 6, ": ", " - ", " thì ", ". Ông này ", ". Bà ấy ", ". Người này ")
_JOINTS += (". ", "\n", " hay ", " chuyên ", " đã ", " đang ", " bị tố ", " nhiều lần ", ", nó ", ". Nó ")
_ACTING = (
    *("Đề nghị kiểm tra ", "Đề nghị xử lý ", "Đề nghị công an bắt ", "Tôi đã gặp ", "Tôi đã gọi ", "Tôi bị "),
    *("Xin thành phố xử lý ", "Phường bao che cho ", "Yêu cầu kỷ luật ", "Mong khen thưởng ", "Cảm ơn "),
    *("Tôi tố cáo ", "Phản ánh về ", "Em bị ", "Tôi gọi cho ", "Gọi ", "Khen ", "Nhờ công an tìm "),
    *("Tôi mua hàng của ", "Tôi thuê nhà của ", "Con tôi bị ", "Cho em hỏi ", "Có phải ", "Tôi nghi "),
    *("Mọi người gọi cho ", "Muốn gặp ", "Hỏi ", "Xin giúp đỡ ", "Tìm ", "Ai biết ", "Kính gửi "),
    *("Liên hệ ", "Xin số của ", "Số điện thoại của ", "Ai cần thì liên hệ ", "Tôi nợ tiền ", "Dân bức xúc "),
)
_SIGNED = (
    *(". {name}, {addr}, {phone}", ". {name} {phone}", ". Tôi là {name}, {addr}", ". Tôi: {name}, {phone}"),
    *(". Người báo: {name}, {addr}", "\n{name}\n{addr}\n{phone}", ". {name} - {addr}", ". Em {given} {phone}"),
    *(". Tôi tên {name}, nhà ở {addr}, số tôi {phone}", ". Gọi tôi {phone}", ". Số của tôi {phone}"),
    *(", gọi lại cho tôi số {phone}", ". Xin liên hệ {phone}", ". SĐT {phone}", ". {phone}"),
)
_OPENED = (
    *("Tôi là {name}, {addr}, {phone}. ", "Tôi tên {name} ở {addr}. ", "{name}, {addr}, {phone}. "),
    *("Em là {name} {phone}. ", "Tôi là {name}, {addr}, bị ", "{name}, {addr}: ", "Cháu {given}, {addr}. "),
)
_SELVES = (
    *("Tôi là ", "Tôi là ", "Tôi tên là ", "Tôi tên ", "Tên tôi là ", "Em là ", "Em tên ", "Cháu là ", "Tôi "),
    *("Họ tên: ", "Người gửi: ", "", "", "", "", "", "Ông ", "Bà ", "Cử tri ", "Phụ huynh ", "Người dân "),
    *("Người phản ánh: ", "Tên: ", "Con là ", "Mình là ", "Chúng tôi là ", "Công dân ", "Tôi, ", "Dạ em "),
)
_MY_OFFICES = ("", "", "", "", "", ", 62 tuổi", ", trưởng thôn", " (SV)", ", sinh năm 1960", ", giáo viên", ", hưu trí")
_MY_PLACES = (", {addr}", ", {addr}", " ở {addr}", " - {addr}", " {addr}", ", trú tại {addr}", ", nhà ở {addr}")
_MY_PLACES += (", địa chỉ {addr}", "\n{addr}", "\nĐịa chỉ: {addr}", ". Đ/c: {addr}", " ({addr})", "", "")
_MY_NUMBERS = (", {phone}", " {phone}", ", ĐT {phone}", " - {phone}", ", sđt {phone}", " ({phone})", "\n{phone}")
_MY_NUMBERS += ("\nĐT: {phone}", ". Điện thoại: {phone}", ", số tôi {phone}", "", "", "")
_TO_THE_MATTER = (
    *(". ", ". ", ". ", ": ", ", ", " phản ánh ", " xin phản ánh ", ", xin hỏi ", " kiến nghị ", "\n", " - "),
    *(", đề nghị ", ". Nội dung: ", " xin báo ", ". Tôi muốn hỏi ", ". Nhà tôi ", " cho hỏi ", ". Đề nghị "),
)
_FROM_THE_MATTER = (". ", ". ", ". ", ".\n", "\n", ", ", ". Xin cảm ơn. ", ". Trân trọng, ", "! ", "? ")


def told(chance: Chance) -> str:
    """A letter, with gaps, of somebody who is named with their office, place or number."""
    firm = chance.likely(0.2)
    named = "{firm}" if firm else "{who}" if chance.likely(0.7) else "{whog}"
    titled = not firm and (named == "{whog}" or chance.likely(0.65))
    acting = chance.of(*_ACTING) if chance.likely(0.25) else ""
    title = chance.of(*_TITLES) if titled else ""
    if acting and title:
        title = title[0].lower() + title[1:]
    parts = [
        chance.of(*_OFFICES) if chance.likely(0.4) else "",
        chance.of(*_PLACES) if chance.likely(0.5) else "",
        chance.of(*_NUMBERS) if chance.likely(0.65) else "",
    ]
    if chance.likely(0.2):
        parts[1], parts[2] = parts[2], parts[1]
    subject = f"{acting}{title}{named}{''.join(parts)}"
    deed = "" if acting and chance.likely(0.4) else f"{chance.of(*_JOINTS)}{{deed}}"
    if chance.likely(0.12):
        subject, deed = "{matter}. Đã gọi " + subject[:1].lower() + subject[1:], " mà không ai đến"
    opened = chance.of(*_OPENED) if chance.likely(0.12) else ""
    signed = "" if opened or chance.likely(0.65) else chance.of(*_SIGNED)
    return f"{opened}{subject}{deed}{signed}"


def signed(chance: Chance) -> str:
    """A letter, with gaps, whose writer says who they are, before or after the matter."""
    self_, name = chance.of(*_SELVES), "{name}"
    if chance.likely(0.1) and self_:
        name = "{given}"
    if chance.likely(0.12):
        self_, name = chance.of("", "", "Chúng tôi là ", "Tên đơn vị: "), "{org}"
    parts = [chance.of(*_MY_OFFICES), chance.of(*_MY_PLACES), chance.of(*_MY_NUMBERS)]
    if name == "{org}":
        parts[0] = chance.of(
            *("", ", giám đốc {rep}", ", đại diện: ông {rep}", ", do bà {rep} đại diện", " ({rep})"),
            *(". Người liên hệ: {rep}", ", người đại diện {rep}", " - đại diện {rep}"),
        )
    if chance.likely(0.2):
        parts[1], parts[2] = parts[2], parts[1]
    signature = f"{self_}{name}{''.join(parts)}"
    if chance.likely(0.5):
        return f"{signature}{chance.of(*_TO_THE_MATTER)}{{matter}}"
    return f"{{matter}}{chance.of(*_FROM_THE_MATTER)}{signature}"


_MY_LABELS = (
    *("Họ tên", "Họ và tên", "Tên", "Người gửi", "Người phản ánh", "Người viết đơn", "Tôi tên là", "Tên tôi"),
    *("Người kiến nghị", "Họ tên người gửi", "Công dân", "Người báo", "Ho ten", "Tên người dân"),
)
_THEIR_LABELS = (
    *("Đối tượng", "Người vi phạm", "Người bị phản ánh", "Người bị tố cáo", "Chủ quán", "Chủ xưởng", "Chủ nhà"),
    *("Trưởng thôn", "Thủ phạm", "Kẻ lừa đảo", "Hộ vi phạm", "Người bị hại", "Nạn nhân", "Người làm chứng"),
    *("Tên chủ xe", "Bị đơn", "Cán bộ thụ lý", "Hàng xóm tên", "Người bán", "Nghi phạm", "Tên đối tượng"),
)
_PLACE_LABELS = ("Địa chỉ", "Đ/c", "ĐC", "Nơi ở", "Thường trú", "Chỗ ở", "Địa chỉ nhà", "Trú tại")
_NUMBER_LABELS = ("SĐT", "ĐT", "Điện thoại", "Số điện thoại", "Sđt", "Tel", "Số ĐT", "Di động", "Liên hệ", "LH")
_MATTER_LABELS = ("Nội dung", "ND", "Nội dung phản ánh", "Việc", "Sự việc", "Kiến nghị", "Phản ánh")
_THEIR_MATTER = ("Hành vi", "Nội dung", "Vi phạm", "Sự việc", "Lý do")


def form(chance: Chance) -> str:
    """A form, with gaps: its writer's, or one about somebody else."""
    break_ = chance.of("\n", "\n", ". ", ". ", ", ", "; ", " - ")
    colon = chance.of(": ", ": ", ": ", " ", " : ", " là ")
    told_of = chance.likely(0.35)
    name = chance.of(*(_THEIR_LABELS if told_of else _MY_LABELS))
    named, place, number = ("who", "place", "their") if told_of else ("name", "addr", "phone")
    first = f"{name}{colon}{{{named}}}"
    rest = [f"{chance.of(*_NUMBER_LABELS)}{colon}{{{number}}}"] if chance.likely(0.85) else []
    if chance.likely(0.8):
        rest.insert(chance.number(2) - 1, f"{chance.of(*_PLACE_LABELS)}{colon}{{{place}}}")
    if told_of:
        last = f"{chance.of(*_THEIR_MATTER)}{colon}{{deed}}"
    else:
        last = f"{chance.of(*_MATTER_LABELS)}{colon}{{matter}}"
    fields = [first, *rest]
    if chance.likely(0.15):
        fields.reverse()
    if chance.likely(0.75):
        fields.insert(len(fields) if chance.likely(0.8) else 0, last)
    if told_of and chance.likely(0.35):
        fields.append(f"{chance.of(*_MY_LABELS)}{colon}{{name}}, {{addr}}")
    return break_.join(fields)


_ASKED = ("Mọi người gọi cho ", "Ai cần thì liên hệ ", "Liên hệ ", "Muốn gặp ", "Ai thấy xin báo ", "Gọi cho ")
_ASKED += ("Cần gì thì hỏi ", "Đã báo ", "Đã điện cho ", "Bảo tôi gọi cho ", "Số điện thoại của ", "Xin báo ")
_MINE = ("con trai tôi", "con gái tôi", "chồng tôi", "vợ tôi", "con dâu tôi", "cháu tôi", "mẹ em", "bố cháu")
_MINE += ("con rể tôi", "em trai tôi", "chồng em", "con tôi", "cháu nội tôi", "anh trai em", "mẹ cháu")
_REACHED = ("Liên hệ ", "Gọi cho ", "Xin gọi cho ", "Có gì gọi ", "Liên lạc với ", "Có gì liên hệ ", "Báo cho ")
_CALLED = (" {whog}", " tên {whog}", " là {who}", " {who}", "", "", " ({whog})", " tên là {who}")
_AT = (" số {phone}", ", số {phone}", " {phone}", " theo số {phone}", ": {phone}", " sđt {phone}", " ({phone})")
_AT += (" số máy {phone}", ", điện thoại {phone}", " qua số {phone}", " dt {phone}")


def reached(chance: Chance) -> str:
    """A letter, with gaps, that says whom to ring: one of the writer's family, or somebody else."""
    if chance.likely(0.6):
        asked = f"{chance.of(*_REACHED)}{chance.of(*_MINE)}{chance.of(*_CALLED)}{chance.of(*_AT)}"
        who = chance.of("Tôi là {name}, {addr}", "Tôi tên {name} ở {addr}", "{name}, {addr}", "Tôi {name}", "{name}")
        parts = [f"{who}. {{matter}}", asked] if chance.likely(0.6) else ["{matter}", asked, who]
        if chance.likely(0.2):
            parts.reverse()
        return chance.of(". ", ". ", ", ", "\n").join(parts)
    person = chance.of(*_TITLES[:8]).lower() + chance.of("{whog}", "{who}")
    where = chance.of("", "", " phòng kỹ thuật", " bên cấp nước", " trưởng ban quản lý chợ", ", cán bộ khu vực")
    then = chance.of("", " để chất vấn", " thì không nghe máy", " mà không ai đến", " nhưng máy bận", " nhé")
    told_ = f"{chance.of(*_ASKED)}{person}{where}{chance.of(*_NUMBERS)}{then}"
    return chance.of(f"{{matter}}. {told_}", f"{told_}. {{matter}}", told_, f"{told_}. {{name}}, {{addr}}")
