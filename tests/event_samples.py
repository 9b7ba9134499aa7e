"""One sample of every event type, for the tests of schemas, storage and transitions."""

from station.domain import events as e

KEY = "0123456789abcdef0123456789abcdef"
LABEL = "00017000042103"
NAME = "flow-1"

PLAN = {
    "kind": "flow",
    "name": {"en": "Flow cytometry", "nb": "Flowcytometri"},
    "vessel": "tube",
    "per_side": True,
    "order": 3,
    "additive": "heparin 5000 IE/ml",
    "medium": "",
    "volume_min_ml": 2.0,
    "volume_max_ml": 3.0,
    "stock": "tube-50x30",
    "destination": "flow",
    "stability_h": 18.0,
    "tell": {"en": "Tilt gently.", "nb": "Vend forsiktig."},
}
PROTOCOL = {
    "name": "anaemia",
    "title": {"en": "Serious anaemia", "nb": "Alvorlig anemi"},
    "indication": "anaemia",
    "version": 1,
    "date": "2026-11-22",
    "source": "invented",
    "approver": "none",
    "approved": False,
    "population": "child",
    "child_below_years": 18,
    "sides": "one",
    "sites": ["posterior-iliac-spine"],
    "print_limit": 3,
    "fastest_draw_s": 2.0,
    "near_expiry_h": 1.0,
    "transit_h": 2.0,
    "prompts": [],
    "containers": [PLAN],
    "checklist": [],
}
EXPECTED = {
    "container": NAME,
    "side": "left",
    "label_id": None,
    "pre_labelled": False,
    "plan": PLAN,
}
OPENED = e.ProcedureOpened("O-1", KEY, PROTOCOL, ("left",), True, "default", (EXPECTED,))

BODIES: tuple[e.Body, ...] = (
    e.OrderImported("O-1", KEY, "anaemia", ("left",), None, ()),
    OPENED,
    e.PlaceActivated("default"),
    e.WristbandRead(),
    e.PatientConfirmed("witness", "nurse-2", KEY),
    e.PatientMerged(KEY, KEY, ("family",), (NAME,)),
    e.PatientUnmerged(KEY, KEY, ("given", "birth_date"), (NAME,), KEY),
    e.PatientCorrected(KEY, KEY, ("family",), (NAME,), KEY),
    e.OrderLeft("O-1", KEY),
    e.ChecklistAnswered("inr", 1.2, True, None, None),
    e.AnswerKeyed("inr", "1."),
    e.SideDeclared("left", "posterior-iliac-spine", (NAME,)),
    e.RestMoved("right", "dry-tap", (NAME,), "upper-iliac-crest"),
    e.LabelPrinted(NAME, LABEL, "left", 1, None),
    e.PrintingChosen("just-in-time"),
    e.LabelChecked(NAME, LABEL),
    e.LabelDestroyed(NAME, LABEL),
    e.ModeSet("relabel", LABEL, "dry-tap"),
    e.Collected(NAME, LABEL, "left", ("out-of-order",), "clinician-decision"),
    e.OrderExplained("left", "biopsy-failed"),
    e.Undone(NAME, KEY),
    e.Excused(NAME, "shared", "flow-2", KEY),
    e.ContainerAdded("flow-2", "left", "LAB-0001", PLAN, NAME),
    e.Relabelled(NAME, LABEL, "00017000043170"),
    e.Discarded(NAME, KEY),
    e.DiscrepancyResolved(NAME, KEY),
    e.Closed(),
    e.Aborted("patient-condition"),
    e.Dispatched(NAME, "flow"),
    e.Received(NAME, LABEL, "flow"),
    e.Rejected(NAME, "RC"),
    e.ReceptionUndone(NAME, KEY),
    e.StrayReceived(LABEL, None),
    e.ReaderPlaced("ttyACM0", "room-2"),
    e.Refused("scan", "side-incomplete", NAME, "right", KEY, "inr", 1.2),
)
