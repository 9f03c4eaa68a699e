interface LogoProps {
  className?: string;
}

export function Logo({ className }: LogoProps) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M8 7.5h3.2v15H8zM13.4 7.5h3.2v15h-3.2z" fill="#fff" opacity=".62" />
      <path d="m18.6 9 3.1-.8 3.6 13.6-3.1.8z" fill="#fff" />
      <rect x="6" y="24" width="20" height="2.2" rx="1.1" fill="#fff" />
    </svg>
  );
}
