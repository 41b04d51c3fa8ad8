"""The sentences of the synthetic briefs, with gaps for what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """What a brief is about: words for the gaps of its sentences."""

    topic: str
    events: str
    """What is counted."""
    assets: str
    """What is to be repaired."""
    goods: str
    """What is short."""
    body: str
    ministry: str
    people: str
    """Who is affected."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says, and the claim that is made of it."""

    id: str
    field: str
    quote: str
    claim: str
    priority: int = 3
    marking: str = ""
    """Empty: its source's."""
    dated: bool = False


THEMES = (
    Theme("Power cuts", "outages", "substations", "fuel oil", "grid operator", "Energy Ministry",
          "households"),
    Theme("Water shortages", "dry days", "pumping stations", "spare pumps", "water board",
          "Water Ministry", "farmers"),
    Theme("Cancelled trains", "cancelled trains", "junctions", "spare rails", "railway company",
          "Transport Ministry", "commuters"),
    Theme("Queues of ships", "delayed ships", "berths", "harbor cranes", "port authority",
          "Trade Ministry", "exporters"),
    Theme("Rising grain prices", "price alarms", "grain elevators", "seed grain", "grain board",
          "Agriculture Ministry", "bakers"),
    Theme("Closed crossings", "closures", "crossing points", "cargo scanners", "customs service",
          "Interior Ministry", "hauliers"),
    Theme("Overfull hospitals", "turned-away patients", "hospital wings", "vaccines",
          "hospital fund", "Health Ministry", "patients"),
    Theme("Disputed local ballots", "complaints", "polling stations", "ballot paper",
          "election commission", "Justice Ministry", "voters"),
)  # fmt: skip
REGIONS = (
    "northern", "eastern", "southern", "western", "coastal", "upland", "lakeside", "border",
    "central", "island", "river", "valley", "desert", "forest", "steppe",
)  # fmt: skip
COUNTRIES = ("KZ", "KG", "UZ", "GE", "AM", "MD", "MN", "TJ")

STATEMENTS = (
    Statement(
        "count", "situation",
        "our offices in the {region} districts counted {n} {events} in the four weeks to this"
        " report, compared with {m} in the four weeks before it",
        "The {body} counted {n} {events} in the {region} districts within four weeks, after {m} in"
        " the four weeks before.",
        priority=1, dated=True,
    ),
    Statement(
        "survey", "situation",
        "some {share} percent of the {people} who answered said that they had been affected more"
        " than once since the start of the season, and few had been warned before",
        "Some {share} percent of the {people} who answered a survey were affected more than once"
        " since the start of the season, and few of them were warned.",
        priority=2,
    ),
    Statement(
        "repairs", "situation",
        "repairs at {k} of the {j} {assets} in the {region} districts are not expected to be"
        " complete before the end of the quarter, because {goods} arrive late",
        "Repairs at {k} of the {j} {assets} are not expected to be complete within the quarter,"
        " since {goods} arrive late.",
        dated=True,
    ),
    Statement(
        "answers", "actors",
        "the {body} answers to the {ministry} on paper, but it decides on the purchase of {goods}"
        " without asking anyone and is slow to publish what it paid",
        "The {body} answers to the {ministry} on paper, but it decides on purchases of {goods}"
        " without asking anyone and is slow to publish them.",
        priority=2,
    ),
    Statement(
        "association", "actors",
        "the association of {people} has {p} members in the {region} districts and speaks for most"
        " of them in the talks with the authorities, where it asks for a seat on the board",
        "An association of {people} with {p} members speaks for most of them in the talks, and"
        " wants a seat on the board of the {body}.",
    ),
    Statement(
        "release", "government-response",
        "the {ministry} has released {money} million from the reserve to buy {goods}, and it will"
        " publish the contracts as soon as they are signed",
        "The {ministry} has released {money} million from the reserve for {goods} and has promised"
        " to publish the contracts.",
        priority=1, dated=True,
    ),
    Statement(
        "rules", "government-response",
        "the emergency rules for the {region} districts stay in force for {w} weeks and can be"
        " extended once by the cabinet without a vote",
        "Emergency rules for the {region} districts stay in force for {w} weeks and can be extended"
        " once by the cabinet without a vote.",
        priority=2, dated=True,
    ),
    Statement(
        "signature", "government-response",
        "a second release of money has been prepared and waits for nothing but a signature, which"
        " may come after the budget debate",
        "A second release of money waits for a signature that may follow the budget debate.",
        priority=4, marking="TLP:GREEN",
    ),
    Statement(
        "bank", "international-reaction",
        "the bank is ready to lend up to {loan} million for new {assets} once an audit of the"
        " {body} has been completed and published",
        "A regional bank would lend up to {loan} million for new {assets} once an audit of the"
        " {body} is published.",
        dated=True,
    ),
    Statement(
        "neighbors", "international-reaction",
        "three neighboring governments have asked for early notice of any measure that touches the"
        " {assets} which they share, and two of them have offered to send engineers",
        "Three neighboring governments asked for early notice of any measure on the {assets} that"
        " they share, and two of them offered engineers.",
        priority=2,
    ),
    Statement(
        "contracts", "us-interests",
        "American companies hold contracts worth about {worth} million dollars for {goods} and"
        " {assets}, most of them due within the year",
        "American companies hold contracts worth about {worth} million dollars, most of them due"
        " within the year.",
        priority=1,
    ),
    Statement(
        "advice", "us-interests",
        "the advice for travel to the {region} districts has been raised by one level, and staff"
        " are asked to keep journeys short",
        "Travel advice for the {region} districts was raised by one level, and staff are asked to"
        " keep journeys short.",
        priority=2, dated=True,
    ),
    Statement(
        "program", "us-interests",
        "the program for new {assets} that the United States supports comes up for its second"
        " review in the next quarter",
        "The program for new {assets} that the United States supports is reviewed next quarter.",
        marking="TLP:AMBER",
    ),
)  # fmt: skip

SUPPORTS = {
    "count": "the figure of {n} {events} agrees with what our own staff wrote down on their rounds",
    "release": "the decision to release {money} million was confirmed to us in writing",
    "contracts": "contracts of about {worth} million dollars stand in the register of the chamber",
}
"""Statement -> what another source says of the same."""

YEARBOOK = Statement(
    "yearbook-people", "us-interests",
    "the districts outside the capital are home to {people_share} percent of the population and"
    " supply {export_share} percent of what the country sells abroad",
    "The districts outside the capital are home to {people_share} percent of the population and"
    " supply {export_share} percent of exports.",
    priority=4,
)  # fmt: skip
"""Of a source that twenty briefs share."""

LEADS = {
    "situation": "The number of {events} in the {region} districts has risen within a month, and"
    " repairs are slower than promised [@count; @repairs].",
    "actors": "The {body} and an association of {people} matter more than the law suggests"
    " [@answers; @association].",
    "government-response": "The government answers with money and with emergency rules"
    " [@release; @rules].",
    "international-reaction": "Neighbors and lenders ask for notice and for an audit before they"
    " help [@neighbors; @bank].",
    "us-interests": "At stake are contracts of American companies and the safety of travelers"
    " [@contracts; @advice].",
}
BOTTOM_LINE = (
    "{topic} in the {region} districts have become a test of the {ministry}: {events} are up to {n}"
    " within four weeks [@count], and the money that was released will not speed up repairs before"
    " the end of the quarter [@release; @repairs]."
)
JUDGMENTS = (
    ("extension", "likely", "moderate",
     "The cabinet is likely to extend the emergency rules once, because repairs of the {assets}"
     " will outlast them and the number of {events} has not begun to fall [@rules; @repairs].",
     "count"),
    ("audit", "unlikely", "low",
     "The {body} is unlikely to accept an audit before the loan is signed, since it decides alone"
     " on purchases today [@bank; @answers].", "association"),
    ("contracts", "very likely", "high",
     "American contracts will very likely be honored this year, with some late deliveries of"
     " {goods} [@contracts; @release].", "neighbors"),
)  # fmt: skip
"""Id, likelihood, confidence, words, and what else it rests on."""
UNKNOWNS = (
    "Whether the {body} keeps a count of its own for the other districts [@count].",
    "How much of the {money} million has been spent so far [@release].",
)
WATCH = (
    ("A cabinet session on the emergency rules before they run out [@rules].", "extension"),
    ("A date for the audit that the bank asks for [@bank].", "audit"),
)

KINDS = (
    ("bulletin", "report", "Monthly bulletin of the {body}", "The {body}"),
    ("survey", "report", "Survey of {people} in the {region} districts", "Institute for Surveys"),
    ("decree", "legislation", "Decree on {goods} and {assets}", "Official gazette"),
    ("note", "document", "Note of a visit to the {region} districts", "Regional bank"),
    ("statement", "article-newspaper", "Neighbors ask for notice on {assets}", "Evening paper"),
    ("register", "webpage", "Register of contracts for {goods}", "Chamber of commerce"),
    ("letter", "personal_communication", "Letter on the state of the {assets}", "{ministry}"),
)
"""Stem, type, title and publisher of a brief's own sources; it has the first five, six or seven."""

FILLERS = (
    "The meeting began with the reading of the minutes, to which nobody wished to add a word.",
    "Several speakers asked that the figures be kept apart by district from the next year on.",
    "It was recalled that the winter before had been mild and that a comparison says little.",
    "A map of the {region} districts was handed round and returned at the end of the session.",
    "The staff of the {body} were thanked for their work on days when others stayed at home.",
    "Questions on the cost of {goods} were put off until the tender has been closed.",
    "Those present agreed that the state of the {assets} deserves a report of its own.",
    "One of the visitors had traveled by road and described the last part of it as slow.",
    "The {ministry} let it be known that it had nothing to add to its earlier statement.",
    "For the {people} a telephone line was set up, which is open on working days until noon.",
    "The tables at the end give the same figures by week and in greater detail.",
    "No vote was taken, and the chair proposed to come back to the matter within the month.",
    "A correction to the last issue stands on the back page and concerns two place names.",
    "The rapporteur asked for more time to read the papers that had arrived that morning.",
)
