namespace Kpanda.Resources.Shapes;

internal sealed record ServiceAccount : PublishedResource;
