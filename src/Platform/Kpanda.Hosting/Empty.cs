namespace Kpanda.Hosting;

/// <summary>A success that has nothing to say: <c>{}</c>.</summary>
public readonly record struct Empty;
