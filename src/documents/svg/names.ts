/**
 * Elements and attributes of SVG 1.1 and 2 that draw and nothing else. Not among them: scripts, `foreignObject` (which
 * takes in HTML), animations (which can set any attribute), links and embedded images.
 */
export const svgElements: ReadonlySet<string> = new Set(
  `svg g defs symbol use switch title desc path rect circle ellipse line polyline polygon text tspan textPath style
  linearGradient radialGradient stop pattern clipPath mask marker filter
  feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight
  feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
  fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);

export const svgAttributes: ReadonlySet<string> = new Set(
  `id class style role lang transform width height x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate
  textLength lengthAdjust startOffset method spacing side viewBox preserveAspectRatio version pathLength systemLanguage
  requiredFeatures requiredExtensions href xlink:href xml:space offset gradientUnits gradientTransform spreadMethod
  patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth
  markerHeight refX refY orient filterUnits primitiveUnits in in2 result mode type values tableValues slope intercept
  amplitude exponent operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode preserveAlpha
  surfaceScale diffuseConstant specularConstant specularExponent kernelUnitLength limitingConeAngle pointsAtX pointsAtY
  pointsAtZ azimuth elevation z stdDeviation radius scale xChannelSelector yChannelSelector baseFrequency numOctaves seed
  stitchTiles
  alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters
  cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
  font-size font-size-adjust font-stretch font-style font-variant font-weight image-rendering isolation letter-spacing
  lighting-color marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order
  pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
  stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering transform-origin
  unicode-bidi vector-effect visibility white-space word-spacing writing-mode`.split(/\s+/),
);
