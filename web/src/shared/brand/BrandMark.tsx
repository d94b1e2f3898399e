/** The product's sign and name. */
export function BrandMark({ isLarge = false }: { isLarge?: boolean }) {
  return (
    <span className={isLarge ? 'kp-brand kp-brand--large' : 'kp-brand'}>
      <svg viewBox="0 0 32 32" aria-hidden="true" className="kp-brand__mark">
        <path d="M16 1.5 28.6 8.8v14.4L16 30.5 3.4 23.2V8.8z" fill="currentColor" />
        <path
          d="M11 8.5v15M11 17l8.5-8.5M14.2 14l7 9.5"
          fill="none"
          stroke="var(--kp-brand-stroke)"
          strokeWidth="3.2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="kp-brand__name">Kpanda</span>
    </span>
  );
}
