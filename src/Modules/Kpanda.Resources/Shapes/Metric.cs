using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

internal sealed record MetricSpec
{
    [AllowedValues("METRICS_SOURCE_TYPE_UNSPECIFIED", "Object", "Pods", "Resource", "External")]
    public string Type { get; init; } = "";

    public ObjectMetricSource? Object { get; init; }

    public PodsMetricSource? Pods { get; init; }

    public ResourceMetricSource? Resource { get; init; }

    public ExternalMetricSource? External { get; init; }
}

internal sealed record ObjectMetricSource(CrossVersionObjectReference? DescribedObject, MetricTarget? Target, MetricIdentifier? Metric);

internal sealed record PodsMetricSource(MetricIdentifier? Metric, MetricTarget? Target);

internal sealed record ResourceMetricSource(
    [property: AllowedValues("RESOURCE_NAME_UNSPECIFIED", "cpu", "memory")] string? Name,
    MetricTarget? Target);

internal sealed record ExternalMetricSource(MetricIdentifier? Metric, MetricTarget? Target);

internal sealed record MetricIdentifier(string? Name);

internal sealed record MetricTarget
{
    [AllowedValues("MetricTargetType_UNSPECIFIED", "Utilization", "Value", "AverageValue")]
    public string Type { get; init; } = "";

    public string? Value { get; init; }

    public string? AverageValue { get; init; }

    public int AverageUtilization { get; init; }
}

internal sealed record MetricStatus
{
    [AllowedValues("METRICS_SOURCE_TYPE_UNSPECIFIED", "Object", "Pods", "Resource", "External")]
    public string Type { get; init; } = "";

    public ObjectMetricStatus? Object { get; init; }

    public PodsMetricStatus? Pods { get; init; }

    public ResourceMetricStatus? Resource { get; init; }

    public ExternalMetricStatus? External { get; init; }
}

internal sealed record ObjectMetricStatus(MetricIdentifier? Metric, MetricValueStatus? Current, CrossVersionObjectReference? DescribedObject);

internal sealed record PodsMetricStatus(MetricIdentifier? Metric, MetricValueStatus? Current);

internal sealed record ResourceMetricStatus(
    [property: AllowedValues("RESOURCE_NAME_UNSPECIFIED", "cpu", "memory")] string? Name,
    MetricValueStatus? Current);

internal sealed record ExternalMetricStatus(MetricIdentifier? Metric, MetricValueStatus? Current);

internal sealed record MetricValueStatus(string? Value, string? AverageValue, int AverageUtilization);
