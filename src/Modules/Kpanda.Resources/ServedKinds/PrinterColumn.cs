namespace Kpanda.Resources.ServedKinds;

/// <summary>A column that a kind asks for in lists: <c>additionalPrinterColumns</c> of a CustomResourceDefinition.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>number</c>, <c>boolean</c> or <c>date</c>.</param>
/// <param name="Path">Where the value is, as a simple JSONPath: <c>.spec.replicas</c>.</param>
internal sealed record PrinterColumn(string Name, string Type, string Path)
{
    /// <summary>What it says, in the words of whoever defined it.</summary>
    public string Description { get; init; } = "";

    /// <summary>0 for a column that is always of interest; larger for those of the wide list.</summary>
    public int Priority { get; init; }
}
