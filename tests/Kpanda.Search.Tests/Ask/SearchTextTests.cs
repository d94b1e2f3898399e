using Kpanda.Search.Ask;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Search.Sync;

namespace Kpanda.Search.Tests.Ask;

public sealed class SearchTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SearchedKinds _kinds = new(new KindRegistry([new FakeDescriptor()]), new SyncBoard(TimeProvider.System));

    [Fact]
    public void WordsAndTerms_AreUnderstood()
    {
        var question = Parse("cart web kind:pod cluster:prod cluster:dev ns:shop status:Failed severity:warning label:app=cart label:\"tier in (web, api)\" name:cart-*");

        question.Kinds.Single().Kind.ShouldBe("Pod");
        var query = question.Query;
        question.Words.ShouldBe(["cart", "web"]);
        var named = question.WithWordsInNames().Query;
        named.NameContains.ShouldBe("cart");
        named.Fields.Single().ShouldBe(new FieldCondition(FieldCondition.NamePath, named.Fields[0].Values) { Partial = true });
        named.Fields[0].Values.ShouldBe(["web"]);
        query.Clusters.ShouldBe(["prod", "dev"]);
        query.Namespaces.ShouldBe(["shop"]);
        query.States.ShouldBe(["Failed"]);
        query.Severities.ShouldBe([StatusSeverity.Warning]);
        query.NamePrefix.ShouldBe("cart-");
        query.Labels!.Matches(new Dictionary<string, string> { ["app"] = "cart", ["tier"] = "api" }).ShouldBeTrue();
        query.Labels.Matches(new Dictionary<string, string> { ["app"] = "cart" }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("created:<2h", "2026-03-01T10:00:00Z", null)]
    [InlineData("created:>7d", null, "2026-02-22T12:00:00Z")]
    [InlineData("created:2026-01-01..2026-02-01T06:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T06:00:00Z")]
    [InlineData("created:..2026-02-01", null, "2026-02-01T00:00:00Z")]
    public void Times_AreSpansFromNowOrDates(string text, string? from, string? before) =>
        Parse(text).Query.Created.ShouldBe(new TimeRange(from is null ? null : DateTimeOffset.Parse(from), before is null ? null : DateTimeOffset.Parse(before)));

    [Fact]
    public void OtherFields_AreScanned()
    {
        var question = Parse("field:spec.replicas=3 field:spec.type!=LoadBalancer name:~crt image:nginx node:n1 ip:10.0.0.1 owner:pod/cart");

        question.Scanned.Select(field => (field.Path, field.Values[0], field.Negated)).ShouldBe([("spec.replicas", "3", false), ("spec.type", "LoadBalancer", true)]);
        question.Query.NameFuzzy.ShouldBe("crt");
        question.Common.ShouldBe([("image", "nginx"), ("node", "n1"), ("ip", "10.0.0.1")]);
        question.Owner!.Value.Name.ShouldBe("cart");
    }

    [Theory]
    [InlineData("kind:unicorn", "kind:unicorn")]
    [InlineData("colour:red", "colour:red")]
    [InlineData("created:yesterday", "created:yesterday")]
    [InlineData("created:..", "created:..")]
    [InlineData("changed:<2y", "changed:<2y")]
    [InlineData("severity:7", "severity:7")]
    [InlineData("field:spec.replicas", "field:spec.replicas")]
    [InlineData("field:spec..x=1", "field:spec..x=1")]
    [InlineData("owner:cart", "owner:cart")]
    [InlineData("image:", "image:")]
    public void WhatCannotBeUnderstood_IsNamed(string text, string term)
    {
        var error = SearchText.Parse(text, _kinds, Now).Error;

        error.ShouldNotBeNull();
        error.Reason.ShouldBe("search.term");
        error.Parameters["term"].ShouldBe(term);
    }

    [Fact]
    public void LabelThatIsNoSelector_IsRefused() => SearchText.Parse("label:a=b=c", _kinds, Now).Error!.Reason.ShouldBe("search.selector");

    private SearchQuestion Parse(string text) => SearchText.Parse(text, _kinds, Now).Value;
}
