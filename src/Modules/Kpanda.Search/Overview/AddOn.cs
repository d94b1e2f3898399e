using System.ComponentModel.DataAnnotations;

namespace Kpanda.Search.Overview;

/// <summary>Something that extends a cluster and was recognised by its workload or its API.</summary>
/// <param name="Category">What it is for: <c>dns</c>, <c>network</c>, <c>ingress</c>, <c>storage</c>, <c>metrics</c> … </param>
/// <param name="Title">What it is called.</param>
/// <param name="Version">From the tag of its image; empty where it is not known.</param>
/// <param name="Namespace">Namespace of its workload; empty where it was recognised by its API alone.</param>
/// <param name="Name">Its workload; empty where it was recognised by its API alone.</param>
/// <param name="Segment">Kind of its workload, as published paths have it; empty where there is none.</param>
/// <param name="State">State of its workload; empty where there is none.</param>
/// <param name="Severity">How bad that is.</param>
/// <param name="Message">Why, in words; empty when all is well.</param>
internal sealed record AddOn(
    string Category,
    string Title,
    string Version,
    string Namespace,
    string Name,
    string Segment,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity,
    string Message);
