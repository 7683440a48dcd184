/** Whether something typed is a code of one of these shapes (AA99 9AA, see `CodeShape`); without shapes, four or more letters and digits. */
export function fitsShape(shapes: readonly string[], typed: string): boolean {
  const code = bare(typed);
  if (shapes.length === 0) return /^[A-Z0-9]{4,40}$/.test(code);
  return shapes.some(shape => isOf(bare(shape), code));
}

/** Blanks and hyphens are only written. */
function bare(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase();
}

function isOf(shape: string, code: string): boolean {
  return shape.length === code.length && [...shape].every((sign, at) => isSign(sign, code[at] as string));
}

function isSign(sign: string, char: string): boolean {
  if (sign === 'A') return /[A-Z]/.test(char);
  if (sign === '9') return /\d/.test(char);
  return sign === '*' ? /[A-Z0-9]/.test(char) : sign === char;
}
