namespace Kpanda.Search.Index;

/// <summary>What a change did to the columns, for the store.</summary>
/// <param name="Id">The object's id in the store.</param>
/// <param name="Head">Its new columns; null when the object is gone.</param>
/// <param name="Body">Its new body; null when the object is gone.</param>
internal readonly record struct AppliedChange(long Id, ObjectHead? Head, PendingBody? Body);
