import type { PodSpec } from '@/shared/api/published';

/** The image of the first container; the others are in the tooltip. */
export function Images({ pod }: { pod?: PodSpec }) {
  const images = (pod?.containers ?? []).map(({ image }) => image).filter((image) => image !== undefined);
  if (images.length === 0) return <span>–</span>;
  return (
    <span className="kp-image" title={images.join('\n')}>
      {images[0]}
      {images.length > 1 && <small> +{images.length - 1}</small>}
    </span>
  );
}
