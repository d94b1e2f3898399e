using System.Text.Json.Nodes;

namespace Kpanda.KubeModel.Yaml;

/// <summary>One document as JSON.</summary>
/// <param name="Root">What it holds; null for a document that says <c>null</c>.</param>
/// <param name="Line">The line on which it starts, from 1.</param>
/// <param name="DuplicateKeys">Keys that a map gives twice; the last one counts, a strict caller refuses.</param>
public sealed record YamlDocument(JsonNode? Root, int Line, IReadOnlyList<YamlProblem> DuplicateKeys);
