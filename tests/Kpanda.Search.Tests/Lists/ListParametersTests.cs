using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Search.Tests.Lists;

public sealed class ListParametersTests
{
    [Theory]
    [InlineData("page=-1", "page")]
    [InlineData("page=one", "page")]
    [InlineData("pageSize=1001", "pageSize")]
    [InlineData("sortBy=colour", "sortBy")]
    [InlineData("sortDir=up", "sortDir")]
    [InlineData("phase=Sleeping", "phase")]
    [InlineData("labelSelector=a in b", "labelSelector")]
    [InlineData("fieldSelector=spec.unknown=1", "fieldSelector")]
    [InlineData("fieldSelector=nonsense", "fieldSelector")]
    public void ParameterAtFault_IsNamed(string query, string field) =>
        ListParameters.Read(new FakeDescriptor(), ListTarget.All, Parse(query)).Error!.Field.ShouldBe(field);

    [Fact]
    public void Nothing_MeansTheFirstPageByName()
    {
        var query = Read("");

        (query.SortBy, query.Descending, query.Page.Page, query.Page.PageSize).ShouldBe((SortField.Name, false, 1, 10));
        query.Clusters.ShouldBeEmpty();
    }

    [Fact]
    public void SortWithoutADirection_IsDescendingAsPublished()
    {
        var query = Read("sortBy=created_at");
        (query.SortBy, query.Descending).ShouldBe((SortField.Created, true));
        Read("sortBy=created_at&sortDir=asc").Descending.ShouldBeFalse();
    }

    [Fact]
    public void IndexedField_MayBeSortedBy()
    {
        var query = Read("sortBy=spec.nodeName");
        (query.SortPath, query.Descending).ShouldBe(("spec.nodeName", true));
        ListParameters.Read(new FakeDescriptor(), ListTarget.All, Parse("sortBy=spec.other")).Error!.Field.ShouldBe("sortBy");
    }

    [Fact]
    public void NumberThatIsShown_MayBeSortedBy()
    {
        var query = Read("sortBy=cpu&sortDir=asc");
        (query.SortPath, query.Descending).ShouldBe(("cpu", false));
    }

    [Fact]
    public void PublishedPlaceholders_CountAsAbsent()
    {
        var query = Read("phase=PHASE_UNSPECIFIED&sortBy=SORT_BY_UNSPECIFIED&page=0&pageSize=0");

        query.States.ShouldBeEmpty();
        (query.SortBy, query.Page.PageSize).ShouldBe((SortField.Name, 10));
    }

    [Fact]
    public void RepeatedParameters_AreAlternatives()
    {
        var query = Read("cluster=a&cluster=b&phase=Running&phase=Failed");

        query.Clusters.ShouldBe(["a", "b"]);
        query.States.ShouldBe(["Running", "Failed"]);
    }

    [Fact]
    public void Path_IsStrongerThanTheQuery()
    {
        var query = ListParameters.Read(new FakeDescriptor(), new ListTarget("prod", "shop"), Parse("cluster=other&namespace=other")).Value;

        query.Clusters.ShouldBe(["prod"]);
        query.Namespaces.ShouldBe(["shop"]);
    }

    [Fact]
    public void FieldSelector_BecomesConditionsAndNeverWidensThePath()
    {
        var query = Read("fieldSelector=metadata.name=a,spec.nodeName!=n1,status.podIP==10.0.0.1");
        query.Name.ShouldBe("a");
        query.Fields.Select(field => (field.Path, field.Values[0], field.Negated)).ShouldBe([("spec.nodeName", "n1", true), ("status.podIP", "10.0.0.1", false)]);

        var narrowed = ListParameters.Read(new FakeDescriptor(), new ListTarget("prod", "shop"), Parse("fieldSelector=metadata.namespace=bank")).Value;
        narrowed.Namespaces.ShouldNotContain("bank");
        narrowed.Namespaces.ShouldNotBeEmpty();
    }

    private static ResourceQuery Read(string query) => ListParameters.Read(new FakeDescriptor(), ListTarget.All, Parse(query)).Value;

    private static QueryCollection Parse(string query) => new(QueryHelpers.ParseQuery(query));
}
