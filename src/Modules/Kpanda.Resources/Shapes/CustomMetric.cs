using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

/// <summary>What a metric is for some objects.</summary>
[PublishedName("v1alpha1ListMetricValuesResponse")]
internal sealed record CustomMetricValues(IReadOnlyList<CustomMetricValue> Items);

/// <param name="Value">A quantity.</param>
internal sealed record CustomMetricValue(
    string MetricName,
    string Value,
    [property: JsonConverter(typeof(EpochMilliseconds))] long? Timestamp,
    DescribedObject DescribedObject);

[PublishedName("CustomMetricValueDescribedObject")]
internal sealed record DescribedObject(string Kind, string Namespace, string Name, string ApiVersion);
