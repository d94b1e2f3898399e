namespace Kpanda.Storage.Secrets;

/// <summary>A column whose values <see cref="SecretBox"/> sealed, so that they are sealed anew when the master key changes. An empty value stands for no secret.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The BLOB column.</param>
/// <param name="Id">The column that names the row.</param>
/// <param name="Context">What a value is sealed for, by the row's id.</param>
public sealed record SealedColumn(string Table, string Column, string Id, Func<string, string> Context);
