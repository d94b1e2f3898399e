using System.Text.Json;

namespace Kpanda.Resources.Schemas;

/// <summary>What a cluster says of the fields of one kind (its OpenAPI 3 document), with every schema that is needed to read it and no other.</summary>
/// <param name="Hash">The version that the cluster gives the document; another one when a definition changed.</param>
/// <param name="Root">The name of the schema of the kind.</param>
/// <param name="Schemas">Schemas by name; they refer to each other as <c>#/components/schemas/{name}</c>.</param>
internal sealed record KindSchema(string Hash, string Root, IReadOnlyDictionary<string, JsonElement> Schemas);
