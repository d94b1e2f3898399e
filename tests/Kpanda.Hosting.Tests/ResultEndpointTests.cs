using System.Net;
using System.Text.Json;
using Kpanda.Hosting.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kpanda.Hosting.Tests;

public sealed class ResultEndpointTests
{
    private sealed record Answer(string DisplayName, long Bytes, int Count, string? Absent, Level Level);

    private enum Level
    {
        [System.Text.Json.Serialization.JsonStringEnumMemberName("LEVEL_HIGH")]
        High,
    }

    [Fact]
    public async Task Value_IsWrittenByThePublishedWireRules()
    {
        await using var site = await TestSite.StartAsync(app => app.MapGet("/x", () => (Result<Answer>)new Answer("集群 \"<a>\"", long.MaxValue, 3, null, Level.High)));

        var response = await site.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        (await BodyAsync(response)).ShouldBe("""{"displayName":"集群 \"<a>\"","bytes":"9223372036854775807","count":3,"level":"LEVEL_HIGH"}""");
    }

    [Fact]
    public async Task AsynchronousValue_IsWrittenToo()
    {
        await using var site = await TestSite.StartAsync(app => app.MapGet("/x", async () =>
        {
            await Task.Yield();
            return (Result<Empty>)new Empty();
        }));

        (await BodyAsync(await site.Client.GetAsync("/x", TestContext.Current.CancellationToken))).ShouldBe("{}");
    }

    [Fact]
    public async Task ValueThatIsAResultItself_AnswersForItself()
    {
        await using var site = await TestSite.StartAsync(app => app.MapGet("/x", () => (Result<ContentHttpResult>)TypedResults.Text("raw")));

        (await BodyAsync(await site.Client.GetAsync("/x", TestContext.Current.CancellationToken))).ShouldBe("raw");
    }

    [Theory]
    [InlineData(ErrorCode.InvalidArgument, 400)]
    [InlineData(ErrorCode.DeadlineExceeded, 504)]
    [InlineData(ErrorCode.NotFound, 404)]
    [InlineData(ErrorCode.AlreadyExists, 409)]
    [InlineData(ErrorCode.PermissionDenied, 403)]
    [InlineData(ErrorCode.ResourceExhausted, 429)]
    [InlineData(ErrorCode.FailedPrecondition, 400)]
    [InlineData(ErrorCode.Aborted, 409)]
    [InlineData(ErrorCode.Internal, 500)]
    [InlineData(ErrorCode.Unavailable, 503)]
    [InlineData(ErrorCode.Unauthenticated, 401)]
    public async Task Error_HasTheFittingStatusAndThePublishedShape(ErrorCode code, int status)
    {
        await using var site = await TestSite.StartAsync(app =>
            app.MapGet("/x", () => (Result<Answer>)(Error.Of(code, "paging.size.range", ("max", "1000")) with { Field = "pageSize" })));

        var response = await site.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(status);
        using var body = JsonDocument.Parse(await BodyAsync(response));
        body.RootElement.GetProperty("code").GetInt32().ShouldBe((int)code);
        body.RootElement.GetProperty("message").GetString().ShouldBe("pageSize must be between 0 and 1000.");
        var detail = body.RootElement.GetProperty("details")[0];
        detail.GetProperty("@type").GetString().ShouldBe("kpanda.io/v1alpha1.ErrorDetail");
        detail.GetProperty("reason").GetString().ShouldBe("paging.size.range");
        detail.GetProperty("field").GetString().ShouldBe("pageSize");
        detail.GetProperty("parameters").GetProperty("max").GetString().ShouldBe("1000");
        detail.GetProperty("requestId").GetString().ShouldBe(response.Headers.GetValues("X-Request-Id").Single());
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "page 不能为负数。")]
    [InlineData("en-GB,zh;q=0.5", "page must not be negative.")]
    [InlineData("fr,zh;q=0.5,en;q=0.2", "page 不能为负数。")]
    [InlineData("fr", "page must not be negative.")]
    [InlineData("not/a/language;;", "page must not be negative.")]
    public async Task Message_IsInTheLanguageOfTheRequest(string accepted, string message)
    {
        await using var site = await TestSite.StartAsync(app => app.MapGet("/x", () => (Result<Answer>)Error.Invalid("page", "paging.page.negative")));
        site.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accepted);

        using var body = JsonDocument.Parse(await BodyAsync(await site.Client.GetAsync("/x", TestContext.Current.CancellationToken)));

        body.RootElement.GetProperty("message").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task Bug_AnswersInternalAndTellsNothingOfItself()
    {
        await using var site = await TestSite.StartAsync(app => app.MapGet("/x", IResult () => throw new InvalidOperationException("secret detail")));

        var response = await site.Client.GetAsync("/x", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var body = await BodyAsync(response);
        body.ShouldNotContain("secret");
        body.ShouldContain("\"code\":13");
        body.ShouldContain(response.Headers.GetValues("X-Request-Id").Single());
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
