// What a page would hand over, with a few of the cards, and two ids.

export const grammar = {
  cards: {
    CARDLEFT: { does: "side", value: "left" },
    CARDRIGHT: { does: "side", value: "right" },
    CARDCONFIRM: { does: "confirm", value: "" },
  },
  shortest: 4,
  longest: 80,
  lastStream: 98_999,
};
export const ID = "00017000042103";
