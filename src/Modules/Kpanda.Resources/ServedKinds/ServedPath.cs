namespace Kpanda.Resources.ServedKinds;

/// <summary>What the path of an object names whose kind nobody registered. The namespace is empty for what lives in none.</summary>
internal sealed record ServedPath(string Cluster, string Type, string Namespace, string Name);
