/** Patterns and signs, drawn at twice the size for sharp screens. */
import type { Palette } from './palette';

export const PIXEL_RATIO = 2;

function canvas(width: number, height: number): CanvasRenderingContext2D {
  const element = document.createElement('canvas');
  element.width = width * PIXEL_RATIO;
  element.height = height * PIXEL_RATIO;
  const context = element.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d canvas');
  context.scale(PIXEL_RATIO, PIXEL_RATIO);
  return context;
}

function finish(context: CanvasRenderingContext2D): ImageData {
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}

/** A tile of diagonal stripes that repeats without a seam: the stripe is drawn three times. */
function stripes(size: number, width: number, ground: string | null, line: string, rising: boolean): ImageData {
  const context = canvas(size, size);
  if (ground !== null) {
    context.fillStyle = ground;
    context.fillRect(0, 0, size, size);
  }
  context.strokeStyle = line;
  context.lineWidth = width;
  for (const shift of [-size, 0, size]) {
    context.beginPath();
    if (rising) {
      context.moveTo(shift - size / 2, size * 1.5);
      context.lineTo(shift + size * 1.5, -size / 2);
    } else {
      context.moveTo(shift - size / 2, -size / 2);
      context.lineTo(shift + size * 1.5, size * 1.5);
    }
    context.stroke();
  }
  return finish(context);
}

function dots(size: number, ground: string, dot: string): ImageData {
  const context = canvas(size, size);
  context.fillStyle = ground;
  context.fillRect(0, 0, size, size);
  context.fillStyle = dot;
  context.beginPath();
  context.arc(size / 2, size / 2, 0.9, 0, 2 * Math.PI);
  context.fill();
  return finish(context);
}

/** A billboard on a post: filled when built, only an outline while planned, orange when overdue. */
function billboard(fill: string, stroke: string): ImageData {
  const context = canvas(26, 28);
  context.lineJoin = 'round';
  // The halo first, so that the sign stands out on every ground.
  for (const [colour, width] of [['#ffffff', 5], [stroke, 2]] as const) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.strokeRect(4, 4, 18, 11);
    context.beginPath();
    context.moveTo(13, 15);
    context.lineTo(13, 24.5);
    context.stroke();
  }
  context.fillStyle = fill;
  context.fillRect(5, 5, 16, 9);
  return finish(context);
}

export function images(colours: Palette): Record<string, ImageData> {
  return {
    'fill-partial': stripes(11, 3.9, colours['partial-b'], colours['partial-a'], true),
    'fill-overdue': stripes(7, 1.7, colours['overdue-a'], colours['overdue-b'], true),
    'fill-not_targeted': dots(7, colours['not-targeted-a'], colours['not-targeted-b']),
    'edge-late': stripes(6, 1.8, colours['overdue-a'], colours['overdue-b'], true),
    'pano-built': billboard(colours.ink, colours.ink),
    'pano-planned': billboard(colours.surface, colours.ink),
    'pano-overdue': billboard(colours['overdue-a'], colours['overdue-b']),
  };
}
