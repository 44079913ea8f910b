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
  flash: 'Flashes {{count}} times a second from {{from}} to {{to}} s',
  unlike: 'Begins unlike the picture that was sent: {{percent}} % alike',
  drift: 'Colours drift by ΔE {{amount}}: {{ways}}',
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
