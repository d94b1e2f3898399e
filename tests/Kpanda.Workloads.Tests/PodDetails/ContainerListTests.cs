using Kpanda.Resources.Tests;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Workloads.Kinds;

namespace Kpanda.Workloads.Tests.PodDetails;

/// <summary>The containers of a pod: in the order in which they start, or sorted and in pages.</summary>
public sealed class ContainerListTests(WorkloadsSite shared) : IClassFixture<WorkloadsSite>
{
    private const string Containers = "/clusters/prod/namespaces/shop/pods/cart-6d4b75cb6d-x7kzq/containers";

    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData("", "app,log,debug of 3 on page 1 of 1")]
    [InlineData("?pageSize=2", "app,log of 3 on page 1 of 2")]
    [InlineData("?page=2&pageSize=2", "debug of 3 on page 2 of 2")]
    [InlineData("?sortBy=field_name", "log,debug,app of 3 on page 1 of 1")]
    [InlineData("?sortBy=field_name&sortDir=asc", "app,debug,log of 3 on page 1 of 1")]
    [InlineData("?sortBy=created_at", "app,log,debug of 3 on page 1 of 1")]
    [InlineData("?page=2147483647&pageSize=1000", " of 3 on page 2147483647 of 1")]
    public async Task Containers_ComeInTheOrderAndPageThatIsAskedFor(string query, string expected)
    {
        _site.Index.Objects.Add(Fixture.Indexed(new PodKind(), "pod/full"));

        var (status, body) = await _site.GetAsync(Containers + query);

        status.ShouldBe(200, body.ToString());
        var names = body.GetProperty("items").EnumerateArray().Select(container => container.GetProperty("name").GetString());
        var page = body.GetProperty("pagination");
        $"{string.Join(',', names)} of {page.GetProperty("total")} on page {page.GetProperty("page")} of {page.GetProperty("pages")}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("?page=-1", "page")]
    [InlineData("?pageSize=1001", "pageSize")]
    [InlineData("?sortBy=colour", "sortBy")]
    [InlineData("?sortDir=up", "sortDir")]
    public async Task WhatCannotBe_IsRefusedByName(string query, string field)
    {
        var (status, body) = await _site.GetAsync(Containers + query);

        status.ShouldBe(400);
        body.GetProperty("details")[0].GetProperty("field").GetString().ShouldBe(field);
    }
}
