/** Owns the English texts of what was measured in clips: hints, never verdicts. */

export const measures = {
  title: 'Look here first',
  strip: 'Look here first: motion, and what stands out',
  nothing: 'Nothing stands out',
  pending: 'Measuring…',
  failed: 'Could not be measured',
  cut: 'Cut at {{at}} s',
  frozen: 'Stands still from {{from}} to {{to}} s',
  flicker: 'Flickers from {{from}} to {{to}} s',
  flash: 'Flashes more than {{most}} times in a second, from {{from}} to {{to}} s',
  unlike: 'Begins unlike the picture that was sent: {{percent}} % alike',
  drift: 'Colours drift by ΔE {{amount}}: {{ways}}',
  held: {
    strip: 'Still pictures of this clip',
    why: 'Flashes more than {{most}} times in a second. It can trigger seizures and does not play by itself.',
    play: 'Play it all the same',
    resting: 'Flashes more than {{most}} times in a second: rests',
    looking: 'Looking for flashes before it plays by itself…',
  },
  ways: {
    lighter: 'lighter',
    darker: 'darker',
    redder: 'redder',
    greener: 'greener',
    yellower: 'yellower',
    bluer: 'bluer',
  },
  numbers: 'motion {{motion}} % · flicker {{flicker}} % · drift ΔE {{drift}}',
  numbersLike: 'likeness {{likeness}} % · {{numbers}}',
}
