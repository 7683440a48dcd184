/** Words people spell by: those of the NATO, and of everyday lists. Each stands for its first letter. */
export const spellingNames: ReadonlySet<string> = new Set(
  `alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa quebec romeo sierra tango
  uniform victor whiskey whisky xray yankee zulu able adam alan alice andrew apple baker boy brian bob cat david dog edward eddie egg easy elephant emma
  fred freddie frank fox freddy george golf harry henry house igloo ink isaac jack jam james john jig king kate kitty kite lion larry love lucy london
  mary mother monkey mouse nan nancy nellie nick nut oliver orange olive oxo oboe peter paul pat papa pop queen quiet roger robert robin romeo river
  sam sugar sally simon steve susan tom tommy tony tiger tea umbrella uncle ursula van violet vera victoria william wendy water window yellow yoyo yacht
  zebra zed zoe zoo`.split(/\s+/),
);

/** Names of single letters and figures as a recogniser writes them down: whole words that sound the same. */
export const soundsLike: Readonly<Record<string, string>> = {
  ay: 'A', hey: 'A', bee: 'B', be: 'B', see: 'C', sea: 'C', dee: 'D', eff: 'F', gee: 'G', geez: 'G', aitch: 'H', haitch: 'H', hitch: 'H', hatch: 'H', age: 'H', eye: 'I', jay: 'J', kay: 'K',
  el: 'L', ell: 'L', hell: 'L', "he'll": 'L', em: 'M', en: 'N', and: 'N', end: 'N', in: 'N', oh: 'O', owe: 'O', pee: 'P', pea: 'P', queue: 'Q', cue: 'Q', cube: 'Q',
  are: 'R', our: 'R', ar: 'R', ess: 'S', tee: 'T', tea: 'T', you: 'U', vee: 'V', we: 'V', ex: 'X', axe: 'X', why: 'Y', wye: 'Y', zed: 'Z', zee: 'Z', said: 'Z',
  to: '2', too: '2', for: '4', fore: '4', free: '3', tree: '3', won: '1', ate: '8', sex: '6', sick: '6', sicks: '6', niner: '9', fife: '5',
}; // biome-ignore format: a table

/** Figures as words. */
export const figures: Readonly<Record<string, string>> = {
  zero: '0', oh: '0', o: '0', nought: '0', naught: '0', nil: '0', one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9',
  ten: '10', eleven: '11', twelve: '12', thirteen: '13', fourteen: '14', fifteen: '15', sixteen: '16', seventeen: '17', eighteen: '18', nineteen: '19',
}; // biome-ignore format: a table

export const tens: Readonly<Record<string, string>> = {
  twenty: '2', thirty: '3', forty: '4', fifty: '5', sixty: '6', seventy: '7', eighty: '8', ninety: '9',
}; // biome-ignore format: a table

/** Figures read out in Chinese. */
export const chineseFigures = '零一二三四五六七八九';

/** Two letters that are a word far more often than two letters. */
export const shortWords: ReadonlySet<string> = new Set(
  'am an as at be by do er go he hi if in is it me my no of oh on or so to uh um up us we'.split(' '),
);

/** What is said before and between, and spells nothing. */
export const leads: ReadonlySet<string> = new Set(
  "it it's its is that that's the my post code postcode zip number reference policy yes yeah um uh er erm okay ok so well sure please and then space dash hyphen hi hello of i said i'm".split(
    ' ',
  ),
);
