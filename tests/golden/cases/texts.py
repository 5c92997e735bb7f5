"""Documents in formats that Python's library does not write."""

from xml.sax.saxutils import escape


def cda(text):
    """A C-CDA operative note with one section."""
    lines = "".join(f"<paragraph>{escape(line)}</paragraph>" for line in text.splitlines())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3">'
        '<code code="11504-8" codeSystem="2.16.840.1.113883.6.1"/><component><structuredBody><component><section>'
        '<code code="29554-3" codeSystem="2.16.840.1.113883.6.1"/><title>Procedure</title>'
        f"<text>{lines}</text></section></component></structuredBody></component></ClinicalDocument>")


def pdf(text):
    """One page of Helvetica, a line of text a line."""
    shown = " T* ".join(f"({line}) Tj" for line in text.splitlines())
    stream = f"BT /F1 11 Tf 50 750 Td 14 TL {shown} ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
