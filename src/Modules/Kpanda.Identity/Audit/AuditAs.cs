namespace Kpanda.Identity.Audit;

/// <summary>Metadata of a route whose path does not say what is done with it.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Resource">With what, in the plural.</param>
public sealed record AuditAs(string Verb, string Resource);
