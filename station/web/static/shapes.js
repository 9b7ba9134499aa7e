// The shape and colour of each mark over a picture and in a list; station/adapters/looking/overlay.py draws the same.

/**
 * @typedef {"tick" | "cross" | "question" | "arrow"} Shape
 * @type {Record<Shape, { colour: string, sign: string, dash: number[] }>}
 */
export const SHAPES = {
  tick: { colour: "#00843d", sign: "✓", dash: [] },
  cross: { colour: "#c8102e", sign: "✗", dash: [24, 4] },
  question: { colour: "#b06000", sign: "?", dash: [18, 12] },
  arrow: { colour: "#6a1b9a", sign: "↔", dash: [6, 10] },
};
