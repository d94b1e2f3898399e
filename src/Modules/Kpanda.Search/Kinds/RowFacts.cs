using System.ComponentModel.DataAnnotations;
using Kpanda.Hosting.Errors;

namespace Kpanda.Search.Kinds;

/// <summary>What the published API has no field for. An addition that its clients may ignore (docs/design/lists.md).</summary>
/// <param name="Key"><c>cluster/namespace/name</c>: the row on the live channel.</param>
/// <param name="State">What <c>phase</c> filters by; "" where the kind has no status.</param>
/// <param name="Severity">Name of the <see cref="StatusSeverity"/>, in lower case.</param>
/// <param name="Reason">The machine word; empty when there is nothing to explain.</param>
/// <param name="Message">One sentence: what, why, since when; empty when all is well. Its words come from <see cref="IErrorWords"/>.</param>
public sealed record RowFacts(
    string Key,
    string State,
    [property: AllowedValues("none", "healthy", "idle", "progressing", "warning", "failing")] string Severity,
    string Reason,
    string Message);
