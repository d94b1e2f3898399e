using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Clusters.ImportGuide;

internal static class ImportGuideEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/import-guides", Read).WithName("ListImportGuides").WithTags("Cluster");

    /// <summary>Says nothing of any cluster: everybody who is signed in may read it.</summary>
    private static Result<ImportGuides> Read(Person person, ErrorVocabulary words, HttpContext context)
    {
        _ = person;
        var language = RequestLanguage.Of(context);
        string Say(string reason) => reason.Length == 0 ? "" : words.Render(Error.Of(ErrorCode.Unavailable, reason), language);
        return new ImportGuides(
        [
            .. VendorGuides.All.Select(vendor => new ImportGuideShape(
                vendor.Distribution,
                vendor.Title.Length > 0 ? vendor.Title : Say("cluster.guide.any"),
                Say(vendor.Note),
                [
                    new(Say("cluster.guide.step.connect"), vendor.Connect),
                    new(Say("cluster.guide.step.create"), AccessCommands.Create),
                    new(Say("cluster.guide.step.write"), AccessCommands.WriteKubeconfig),
                ])),
        ]);
    }
}
