using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Contract.Tests;

/// <summary>
/// What we serve of the published API is as published. <see cref="CoveredAtLeast"/> only grows: raise it with every operation that is added.
/// </summary>
public sealed class PublishedApiTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int CoveredAtLeast = 198;

    private readonly PublishedFacts _facts = PublishedFacts.Load("kpanda");
    private readonly OurApi _api = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public void WhatIsCovered_IsAsPublished()
    {
        var ours = _api.Routes
            .SelectMany(route => Methods(route).Select(method => (Key: (method, Wire.Nameless(route.RoutePattern.RawText![OurApi.Prefix.Length..])), Route: route)))
            .ToLookup(entry => entry.Key, entry => entry.Route);
        var covered = _facts.Operations.Where(operation => ours.Contains((operation.Method, operation.Shape))).ToList();
        var differences = covered.SelectMany(operation => Differences(operation, ours[(operation.Method, operation.Shape)].First())).ToList();
        var shapes = CompareShapes();
        differences.AddRange(shapes.Differences);

        output.WriteLine($"covered {covered.Count} of {_facts.Operations.Count}, {differences.Count} differences ({shapes.Compared} shapes compared)");
        foreach (var tag in covered.CountBy(operation => operation.Tag).OrderBy(tag => tag.Key)) output.WriteLine($"  {tag.Key}: {tag.Value} of {_facts.Operations.Count(operation => operation.Tag == tag.Key)}");
        foreach (var difference in differences.Order()) output.WriteLine($"  {difference}");

        // What is known to be missing stands in a file: it may only get shorter.
        var known = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Facts", "known-differences.txt")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        differences.Except(known).ShouldBeEmpty("new differences");
        known.Except(differences).ShouldBeEmpty("no longer differences: take them out of the file");
        covered.Count.ShouldBeGreaterThanOrEqualTo(CoveredAtLeast);
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint route) => route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    /// <summary>Query parameters that we do not take.</summary>
    private static IEnumerable<string> Differences(PublishedFacts.Operation operation, RouteEndpoint route)
    {
        var taken = new HashSet<string>(route.Metadata.GetOrderedMetadata<IParameterBindingMetadata>().Select(parameter => parameter.Name), StringComparer.OrdinalIgnoreCase);
        if (route.Metadata.GetMetadata<ListRoute>() is { } list)
            taken.UnionWith(list.Parameters.Select(parameter => parameter.Name));

        return operation.Query.Keys.Where(name => !taken.Contains(name)).Select(name => $"{operation.Method} {operation.Path}: does not take {name}");
    }

    private ShapeComparison CompareShapes()
    {
        var comparison = new ShapeComparison(_facts);
        foreach (var kind in _api.Kinds) comparison.Compare(kind.PublishedType, Wire.DefinitionOf(kind.PublishedType));
        return comparison;
    }
}
