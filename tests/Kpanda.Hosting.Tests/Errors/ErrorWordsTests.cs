using System.Text.RegularExpressions;
using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Tests.Errors;

public sealed partial class ErrorWordsTests
{
    [Fact]
    public void OwnWords_AreTheSameInBothLanguages() => ShouldMatch(new HostingErrorWords());

    [Fact]
    public void ReasonWithoutWords_IsShownAsItIs() =>
        new ErrorVocabulary([]).Render(Error.Of(ErrorCode.NotFound, "some.reason"), Requests.Language.English).ShouldBe("some.reason");

    [Fact]
    public void TwoModulesThatDisagree_AreRefused() =>
        Should.Throw<InvalidOperationException>(() => new ErrorVocabulary([new FakeWords("a"), new FakeWords("b")])).Message.ShouldContain("shared.reason");

    [Fact]
    public void ForeignWords_ArePassedOn() =>
        new ErrorVocabulary([]).Render(Error.Of(ErrorCode.Aborted, "member.refused") with { ForeignWords = "object has been modified" }, Requests.Language.Chinese)
            .ShouldBe("object has been modified");

    private static void ShouldMatch(IErrorWords words)
    {
        words.Chinese.Keys.Order(StringComparer.Ordinal).ShouldBe(words.English.Keys.Order(StringComparer.Ordinal));
        foreach (var reason in words.English.Keys) Placeholders(words.Chinese[reason]).ShouldBe(Placeholders(words.English[reason]), reason);
    }

    private static string[] Placeholders(string message) => [.. Placeholder.Matches(message).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder { get; }

    private sealed class FakeWords(string text) : IErrorWords
    {
        public IReadOnlyDictionary<string, string> English { get; } = new Dictionary<string, string> { ["shared.reason"] = text };

        public IReadOnlyDictionary<string, string> Chinese { get; } = new Dictionary<string, string> { ["shared.reason"] = text };
    }
}
