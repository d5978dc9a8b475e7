"""Write the PDF and DOCX files of the sample collection.

    .venv/bin/python tools/build_sample.py [FOLDER]

The other files of the collection are plain files, edited by hand. Running this twice with the
same libraries gives identical bytes. Needs python-docx and reportlab (for maintainers only).
"""

from __future__ import annotations

import io
import os
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "src" / "communique" / "sample"

# A block is (style, text); the styles are those of the two `_write_…` functions below.
Block = tuple[str, str]


@dataclass(frozen=True)
class Source:
    file: str
    title: str
    author: str
    created: datetime  # UTC; written into the file's own metadata
    header: str
    footer: str
    blocks: list[Block]
    table: list[tuple[str, str]] = field(default_factory=list)
    leading: float = 17  # PDF: chosen so that a sentence runs over the end of the page


# --- 03: the alliance's own account of the 2031 meeting -----------------------------------------

READOUT_COHAL = Source(
    file="03-readout-cohal-2031.docx",
    title="Secretary General meets the Prime Minister of Ossavel",
    author="COHAL Press Service",
    created=datetime(2031, 10, 23, 10, 30, tzinfo=UTC),
    header="COHAL Press Service",
    footer="For background only. Check against delivery.",
    table=[
        ("Date", "Thursday, 23 October 2031"),
        ("Place", "Prime Minister’s Residence, Tirmona, Ossavel"),
        ("Start and length", "5.40 p.m. local time, 45 minutes"),
    ],
    blocks=[
        ("title", "Secretary General meets the Prime Minister of Ossavel"),
        ("table", ""),
        (
            "p",
            "The Secretary General of COHAL, Joren Maskeld, met the Prime Minister of Ossavel, Ilse "
            "Tavorin, in Tirmona on Thursday, 23 October 2031. The meeting began at 5.40 p.m. and "
            "lasted 45 minutes. The Defence Minister, Mirel Oduvane, was also present. It was the "
            "second meeting of the two leaders this year, after their talks at COHAL headquarters "
            "in July.",
        ),
        ("heading", "Security of the Hollavarn Strait"),
        (
            "p",
            "The Secretary General and the Prime Minister criticised the stopping of merchant "
            "vessels by Quarrevia and called for their release. Mr Maskeld underlined that "
            "Compact Council Resolution 118 (2031) reflects the view of all nine member states. "
            "He reaffirmed the support of COHAL for the Commission of the Lemmeran Treaty and "
            "welcomed the efforts of Meskoral to bring its members back to the table.",
        ),
        (
            "p",
            "The two leaders agreed that radar pictures of the Strait will be exchanged around "
            "the clock from 1 January 2032. The Secretary General described this step as modest "
            "and overdue.",
        ),
        ("heading", "Partnership"),
        ("p", "The leaders decided to:"),
        ("bullet", "review the Ossavel–COHAL Partnership Roadmap before the summit in Garrowmund in May 2032;"),
        ("bullet", "hold consultations on the protection of undersea cables every year;"),
        ("bullet", "open two places at the COHAL Staff College to Ossaveli officers."),
        (
            "p",
            "Mr Maskeld welcomed the Prime Minister’s decision to post a liaison officer to the "
            "COHAL Maritime Cell in Sennelk. She confirmed that the officer will take up the post "
            "by the end of June 2032 and asked that the Cell extend its working hours to cover "
            "the Ossaveli night.",
        ),
        (
            "p",
            "The Secretary General thanked Ossavel for its contribution to the relief operation "
            "in Ilvanto last spring. He also encouraged Ossavel to take part in the winter "
            "exercise of the alliance as an observer. The Prime Minister said that her government "
            "would consider the invitation.",
        ),
        (
            "p",
            "On the previous day the Secretary General had separate talks with the Foreign "
            "Minister, Bastan Keruhl, and with the Defence Minister. This morning he visited the "
            "naval base at Ferrunde, where he spoke to crews returning from patrol. He travels to "
            "Port Issal on 24 October for a meeting with the President of Ilvanto, Maia Sorrend.",
        ),
        ("small", "Spokesperson of the Secretary General, Sennelk"),
    ],
)

# --- 06: the press conference after it -----------------------------------------------------------

TRANSCRIPT = Source(
    file="06-press-conference-2031.pdf",
    title="Joint press conference by Prime Minister Tavorin and Secretary General Maskeld",
    author="Office of the Prime Minister of Ossavel",
    created=datetime(2031, 10, 23, 12, 50, tzinfo=UTC),
    header="Office of the Prime Minister of Ossavel · Transcript",
    footer="Unofficial transcript. Delivered in English.",
    leading=18.5,
    blocks=[
        ("title", "Joint press conference by Prime Minister Tavorin and Secretary General Maskeld"),
        ("small", "Fountain Hall, Prime Minister’s Residence, Tirmona. 23 October 2031, 6.50 p.m."),
        (
            "p",
            "MODERATOR (Corin Ashvelt, Deputy Press Secretary): Good evening. The Prime Minister "
            "and the Secretary General will each make a short statement. We will then take three "
            "questions.",
        ),
        (
            "p",
            "PRIME MINISTER TAVORIN: Thank you all for waiting. Secretary General Maskeld and I "
            "have just finished our talks, and I thank him for coming to Tirmona in a difficult "
            "autumn.",
        ),
        (
            "p",
            "Since the end of August, fourteen vessels have been stopped or boarded in the "
            "Hollavarn Strait by ships of the Quarrevian maritime service. I condemn these acts. "
            "Nobody owns the strait. It belongs to every ship that passes through it lawfully. We "
            "will not pay at gunpoint for a right that we already have.",
        ),
        (
            "p",
            "Thirty-one seafarers are still held in Skarnobel. I have spoken to the families. They "
            "do not ask for speeches. They ask when the telephone will ring. I could not tell "
            "them. So I say to the President of Quarrevia tonight: give us a date.",
        ),
        (
            "p",
            "From the first of January, we and the alliance will share our radar pictures of the "
            "strait by day and by night. It is the most practical thing we have done in ten years. "
            "And Ossavel will send a liaison officer to Sennelk by the end of June.",
        ),
        (
            "p",
            "SECRETARY GENERAL MASKELD: Prime Minister, dear Ilse, thank you for your welcome. "
            "What happens in the Harrune Sea will be felt in every harbour of the alliance. That "
            "is why the Council adopted Resolution 118, and why COHAL will stand with Ossavel for "
            "as long as this lasts.",
        ),
        (
            "p",
            "The seizures are a danger to everyone who lives by the sea. The sailors in Skarnobel "
            "should be home before the winter, and I will raise their case with every government "
            "that still talks to Zelmune. I also urge Quarrevia to come back to the Commission. "
            "The Lemmeran Treaty is not a menu. Nobody may pick the articles they like and leave "
            "the rest.",
        ),
        ("p", "MODERATOR: Thank you. The first question goes to the Garrowmund Courier."),
        (
            "p",
            "Q (Jessa Norcrane, Garrowmund Courier): Secretary General, would ships of the "
            "alliance enter the strait if Quarrevia does not give way?",
        ),
        (
            "p",
            "SECRETARY GENERAL MASKELD: I will not speculate about ships. The Council has decided "
            "nothing of the kind, and nobody has asked it to. Our first instrument is the Treaty. "
            "It has kept the peace since 1974, and we believe that it can do so again.",
        ),
        (
            "p",
            "Q (Dario Penwhistle, Littoral Wire): Prime Minister, has Ossavel asked to join the "
            "alliance? And how will you prevent the charge from being collected in the meantime?",
        ),
        (
            "p",
            "PRIME MINISTER TAVORIN: No, we have not asked, and we do not plan to. Partnership "
            "serves us well. On the charge: our shipowners will not pay it, and the government "
            "will cover their legal costs. I have asked Meskoral to put the question before the "
            "Commission, and President Osquane has agreed to do that.",
        ),
        (
            "p",
            "Q (Ysolde Marchbane, Port Issal Lantern): Will you invite President Stellick to the summit in Garrowmund?",
        ),
        (
            "p",
            "PRIME MINISTER TAVORIN: The summit in May is open to every state on the Harrune Sea. "
            "Quarrevia is a state on the Harrune Sea. There will be a chair for him. Whether he "
            "may sit down with crews still behind a fence is a question that he must answer "
            "himself.",
        ),
        (
            "p",
            "SECRETARY GENERAL MASKELD: If I may add one thing. I regret the words that came from "
            "the spokesperson in Zelmune this afternoon. We are not looking for a quarrel. We are "
            "looking for thirty-one people.",
        ),
        ("p", "MODERATOR: Thank you very much. That concludes the press conference."),
        ("small", "[End of transcript]"),
    ],
)

# --- 08: the summit that the 2031 texts looked forward to ----------------------------------------

CHAIR_SUMMARY = Source(
    file="08-chair-summary-2032.docx",
    title="Harrune Sea Summit: Chair’s Summary",
    author="Summit Secretariat, Garrowmund",
    created=datetime(2032, 5, 20, 8, 0, tzinfo=UTC),
    header="Harrune Sea Summit · Garrowmund · 19–20 May 2032",
    footer="Chair’s Summary. Not negotiated.",
    blocks=[
        ("title", "Harrune Sea Summit: Chair’s Summary"),
        ("small", "Garrowmund, 20 May 2032"),
        (
            "p",
            "On 19 and 20 May 2032 the Prime Minister of Ossavel, Ilse Tavorin, hosted a summit of "
            "leaders in Garrowmund. President Maia Sorrend of Ilvanto, President Temir Osquane of "
            "Meskoral, Prime Minister Casper Wendrake of Pellurand and the Secretary General of "
            "COHAL, Joren Maskeld, took part. The chair that had been kept for Quarrevia stayed "
            "empty. This summary is issued by the Chair on her own responsibility.",
        ),
        (
            "p",
            "The Chair recalled that the last of the seafarers held in Skarnobel returned to their "
            "families on 3 February. Participants praised the patience of President Osquane, "
            "without whom this would not have been achieved. Several of them noted that two of the "
            "vessels have still not been given back.",
        ),
        (
            "p",
            "Participants opposed any change of the status quo in the Hollavarn Strait by force. "
            "President Sorrend warned that small states would be the first to pay if treaties were "
            "read by the strong alone. Prime Minister Wendrake stated that the door remained open "
            "to Quarrevia and that it would not be closed from this side.",
        ),
        ("p", "The leaders agreed to:"),
        ("bullet", "open a permanent telephone line between their coast guards by 1 September 2032;"),
        ("bullet", "publish a yearly report on false navigation signals in the Harrune Sea;"),
        ("bullet", "ask the Commission of the Lemmeran Treaty for an opinion on the transit charge;"),
        ("bullet", "meet again in Port Issal in 2034."),
        (
            "p",
            "Ossavel and COHAL informed the participants that the review of their Partnership "
            "Roadmap, which they had promised to finish before the summit, will need until the "
            "autumn. The Secretary General welcomed the arrival of the first Ossaveli liaison "
            "officer, who is to begin work in the Maritime Cell on 14 June.",
        ),
        (
            "p",
            "In the margins of the summit Prime Minister Tavorin met President Osquane on 19 May. "
            "She thanked him for the mediation of Meskoral, and they discussed the cost of the "
            "lights and buoys in the Strait. President Osquane proposed that all parties to the "
            "Treaty share this cost. Prime Minister Tavorin supported the proposal.",
        ),
        (
            "p",
            "The Chair thanks the people of Garrowmund for their hospitality and apologises to "
            "them for the closed bridges.",
        ),
    ],
)

# --- 12: the meeting that 11 announced -----------------------------------------------------------

COMMUNIQUE_AMBRISK = Source(
    file="12-communique-ambrisk-2034.docx",
    title="Joint communiqué of the Foreign Ministers of Meskoral and Pellurand",
    author="Ministry of External Relations of Meskoral",
    created=datetime(2034, 3, 14, 13, 0, tzinfo=UTC),
    header="Ministry of External Relations of Meskoral",
    footer="Cistern Square, Ambrisk",
    table=[
        ("For Meskoral", "Leyda Marsoum, Foreign Minister"),
        ("For Pellurand", "Tove Halquern, Foreign Minister"),
    ],
    blocks=[
        ("title", "Joint communiqué of the Foreign Ministers of Meskoral and Pellurand"),
        ("small", "Ambrisk, 14 March 2034"),
        (
            "p",
            "At the invitation of the Foreign Minister of Meskoral, Leyda Marsoum, the Foreign "
            "Minister of Pellurand, Tove Halquern, paid a working visit to Ambrisk on 14 March "
            "2034. The two ministers held talks at the Ministry on Cistern Square and afterwards "
            "initialled an Understanding on the Advance Notice of Convoys (“the Ambrisk "
            "Understanding”). Minister Halquern was received by President Temir Osquane.",
        ),
        ("table", ""),
        (
            "p",
            "1. The Ministers reaffirmed that the Lemmeran Treaty, sixty years after it was "
            "signed, remains the foundation of peace in the Hollavarn Strait. They expressed deep "
            "regret at the loss of the cutter Merrowind and five of her crew in November 2033, and "
            "called on Quarrevia to cooperate fully with the inquiry of the Commission.",
        ),
        ("p", "2. Under the Ambrisk Understanding the two sides:"),
        ("bullet", "will announce every convoy in the Strait at least 48 hours in advance;"),
        ("bullet", "undertake not to switch off the transponders of escorting ships;"),
        ("bullet", "invite all parties to the Treaty to join the Understanding."),
        (
            "p",
            "3. Minister Halquern thanked Meskoral for its work as host of the Commission. She "
            "repeated the request of Pellurand that the southern ports of Meskoral be opened to "
            "survey ships of COHAL. Minister Marsoum took note of the request. She stated that "
            "Meskoral would answer it once parliament had been consulted, and not later than the "
            "end of June.",
        ),
        (
            "p",
            "4. Minister Marsoum emphasised that Meskoral is not a member of any alliance and does "
            "not intend to become one. Minister Halquern said that Dornhask respects this choice.",
        ),
        (
            "p",
            "5. The Ministers did not agree on the measures that Pellurand took against Quarrevian "
            "banks in January. Minister Marsoum criticised them as hasty. Minister Halquern "
            "defended them as lawful and limited.",
        ),
        (
            "p",
            "6. They decided that officials will meet in Dornhask in September 2034 to examine how "
            "the Understanding is being applied. Minister Halquern invited Minister Marsoum to pay "
            "a return visit to Pellurand at a date to be agreed.",
        ),
        ("small", "Done in Ambrisk in two copies."),
    ],
)

# --- 14: the same offices again, in other words --------------------------------------------------

STATEMENT_2036 = Source(
    file="14-joint-statement-2036.pdf",
    title="Joint statement on the occasion of the signing of the Tailored Cooperation Framework",
    author="COHAL",
    created=datetime(2036, 2, 13, 4, 30, tzinfo=UTC),
    header="COHAL · Official text · JS(2036)004",
    footer="www.cohal.example/texts",
    blocks=[
        ("title", "Joint statement on the occasion of the signing of the Tailored Cooperation Framework"),
        (
            "lead",
            "by H.E. Mr Davin Orrekh, Prime Minister of the Republic of Ossavel, and H.E. Mr Joren "
            "Maskeld, Secretary General of the Compact for the Harrune Littoral (COHAL)",
        ),
        ("small", "Tirmona, 13 February 2036"),
        (
            "p",
            "1. Ossavel and COHAL share one sea. The prosperity of our peoples rests on ships that "
            "sail it without fear. We met in Tirmona today to sign a plan for the years ahead.",
        ),
        (
            "p",
            "2. We note with satisfaction that incidents in the Hollavarn Strait have become fewer. "
            "We welcome the talks that have begun between Tirmona and Zelmune, and we encourage "
            "Quarrevia to build on them. We ask Quarrevia to return the two vessels that it still "
            "holds, in the spirit of Compact Council Resolutions 118 (2031) and 127 (2033).",
        ),
        (
            "p",
            "3. We are concerned about any attempt by any party to change the status quo in the "
            "Hollavarn Strait. The Strait must remain open at all times to the ships of all "
            "nations in full accordance with the Lemmeran Treaty and the Ambrisk Understanding of "
            "14 March 2034. We reaffirm that disputes over its use are best settled through the "
            "Commission that the Treaty provides for.",
        ),
        (
            "p",
            "4. We commend Meskoral for its long service as host of the Commission. We thank the "
            "Government of Ilvanto for taking in the seafarers whom the storms of this winter left "
            "stranded.",
        ),
        ("p", "5. Under the Tailored Cooperation Framework (TCF), which replaces the Partnership Roadmap, we:"),
        ("bullet", "will continue to exchange radar pictures of the Hollavarn Strait around the clock;"),
        ("bullet", "commit to reviewing the TCF every two years, and for the first time before the end of 2037;"),
        ("bullet", "will open a joint school for harbour pilots in Garrowmund by September 2036;"),
        ("bullet", "agree to protect undersea cables in line with the plan that our experts adopted last year."),
        (
            "p",
            "6. The Secretary General expresses his appreciation for the work of the Ossaveli "
            "liaison officer in the COHAL Maritime Cell. The Prime Minister announces that a "
            "second officer will join the Cell by the end of 2036.",
        ),
        (
            "p",
            "7. We remain concerned about the spread of false navigation signals in the Harrune "
            "Sea. We urge all states to stop such interference and to help those who search for "
            "its sources.",
        ),
        (
            "p",
            "8. We look forward to the summit of the parties to the Lemmeran Treaty, which will be "
            "held in Lemmeran on 10 June 2036. The Secretary General will attend it as an "
            "observer. We hope that all parties, Quarrevia among them, will be represented at the "
            "highest level.",
        ),
        (
            "p",
            "9. Nothing in this statement is directed against any state. We wish to live in peace "
            "with all who share our sea.",
        ),
        ("small", "Signed in Tirmona on 13 February 2036."),
    ],
)

DOCX = [READOUT_COHAL, CHAIR_SUMMARY, COMMUNIQUE_AMBRISK]
PDF = [TRANSCRIPT, STATEMENT_2036]


def docx_bytes(source: Source) -> bytes:
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = docx.Document()
    package = document.part.package
    for key, relation in list(package.rels.items()):  # the template's picture of an empty page
        if relation.reltype.endswith("/thumbnail") or relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    about = document.core_properties
    about.title, about.author, about.last_modified_by = source.title, source.author, source.author
    about.comments = ""
    about.language = "en"
    about.created = about.modified = source.created.replace(tzinfo=None)
    section = document.sections[0]
    section.header.paragraphs[0].text = source.header
    section.footer.paragraphs[0].text = source.footer
    for style, text in source.blocks:
        if style == "title":
            document.add_heading(text, level=1)
        elif style == "heading":
            document.add_heading(text, level=2)
        elif style == "bullet":
            document.add_paragraph(text, style="List Bullet")
        elif style == "table":
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            for left, right in source.table:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = left, right
        elif style == "small":
            document.add_paragraph().add_run(text).italic = True
        else:
            document.add_paragraph(text)
    raw = io.BytesIO()
    document.save(raw)
    return _steady_zip(raw.getvalue())


def _steady_zip(data: bytes) -> bytes:
    """The same archive with one fixed time for every member."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            new.writestr(member, old.read(name))
    return out.getvalue()


def pdf_bytes(source: Source) -> bytes:
    pages = _pdf_once(source, total=0)[1]
    return _pdf_once(source, total=pages)[0]


def _pdf_once(source: Source, total: int) -> tuple[bytes, int]:
    from reportlab import rl_config
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    rl_config.invariant = 1
    os.environ["SOURCE_DATE_EPOCH"] = str(int(source.created.timestamp()))
    body = ParagraphStyle(
        "p", fontName="Times-Roman", fontSize=12, leading=source.leading, spaceAfter=9, alignment=TA_JUSTIFY
    )
    styles = {
        "p": body,
        "title": ParagraphStyle("title", fontName="Times-Bold", fontSize=17, leading=21, spaceAfter=10),
        "lead": ParagraphStyle("lead", parent=body, fontName="Times-Italic", alignment=0),
        "small": ParagraphStyle("small", parent=body, fontName="Times-Italic", fontSize=10.5, alignment=0),
        "bullet": ParagraphStyle("bullet", parent=body, leftIndent=20, bulletIndent=8, spaceAfter=4, alignment=0),
    }
    story = [
        Paragraph(text, styles[style], bulletText="•" if style == "bullet" else None) for style, text in source.blocks
    ]
    page = 0

    def furniture(canvas: Canvas, _template: object) -> None:
        nonlocal page
        page = canvas.getPageNumber()
        width, height = A4
        canvas.saveState()
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(2.5 * cm, height - 1.6 * cm, source.header)
        canvas.line(2.5 * cm, height - 1.8 * cm, width - 2.5 * cm, height - 1.8 * cm)
        canvas.drawString(2.5 * cm, 1.4 * cm, source.footer)
        canvas.drawRightString(width - 2.5 * cm, 1.4 * cm, f"Page {page} of {total}")
        canvas.restoreState()

    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=2.5 * cm,
        rightMargin=2.5 * cm,
        topMargin=2.6 * cm,
        bottomMargin=2.4 * cm,
        title=source.title,
        author=source.author,
        subject="",
        creator="",
        invariant=1,
        lang="en",
    ).build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue(), page


def main(folder: Path) -> None:
    for source in DOCX:
        (folder / source.file).write_bytes(docx_bytes(source))
    for source in PDF:
        (folder / source.file).write_bytes(pdf_bytes(source))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
