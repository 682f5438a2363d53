/**
 * What people see of colours: contrast as WCAG counts it, and how far apart colours are, also for those who cannot tell red from green
 * or blue from yellow.
 */

/** Red, green and blue as light, each from 0 to 1. */
type Light = readonly [number, number, number];

/** Light of `#rrggbb`. */
function readHex(hex: string): Light {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance([red, green, blue]: Light): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(readHex(one)) + 0.05, luminance(readHex(other)) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}

/**
 * How eyes without one of the three kinds of cones see, as matrices on light. Machado, Oliveira and Fernandes, "A
 * Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1.
 */
export const VISIONS = {
  usual: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [
    0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998,
  ],
  deuteranopia: [
    0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881,
  ],
  tritanopia: [
    1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039,
  ],
} as const;

/** A way of seeing colours. */
export type Vision = keyof typeof VISIONS;

function see(light: Light, vision: Vision): Light {
  const m = VISIONS[vision];
  const row = (at: 0 | 3 | 6): number => {
    const sum = (m[at] ?? 0) * light[0] + (m[at + 1] ?? 0) * light[1] + (m[at + 2] ?? 0) * light[2];
    return Math.min(1, Math.max(0, sum));
  };
  return [row(0), row(3), row(6)];
}

/** CIELAB under D65. */
function toLab([red, green, blue]: Light): Light {
  const bend = (t: number): number =>
    t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116;
  const x = bend((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047);
  const y = bend(0.2126729 * red + 0.7151522 * green + 0.072175 * blue);
  const z = bend((0.0193339 * red + 0.119192 * green + 0.9503041 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance of two colours in CIELAB (ΔE 1976) as seen with a kind of vision; 2.3 is just noticeable. */
export function colourDistance(one: string, other: string, vision: Vision): number {
  const [a, b] = [toLab(see(readHex(one), vision)), toLab(see(readHex(other), vision))];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
