using Kpanda.Search.Kinds;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Resources.Tests.Kinds;

/// <summary>What the kinds of this module make of objects.</summary>
public sealed class KindProjectionTests
{
    internal static readonly IReadOnlyList<KindDescriptor> Kinds = [.. new ServiceCollection().AddResources().BuildServiceProvider().GetServices<KindDescriptor>()];

    public static TheoryData<string> Cases => [.. ProjectionCases.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Object_IsPublishedAndJudgedAsWritten(string path)
    {
        var kind = Kinds.Single(kind => ProjectionCases.Folder(kind) == path.Split('/')[0]);

        ProjectionCases.Found(kind, path).ShouldBe(ProjectionCases.Wanted(path));
    }

    [Fact]
    public void EveryKind_HasACase() =>
        Kinds.Select(ProjectionCases.Folder).Except(ProjectionCases.All.Select(path => path.Split('/')[0])).ShouldBeEmpty();
}
