using System.Net.Http.Json;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.AspNetCore.Builder;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>A request whose caller leaves before its answer is no failure of the server.</summary>
public sealed class AbandonedTests(PostgresServer postgres)
{
    [Fact]
    public async Task RequestWhoseCallerLeaves_IsOnRecordAsThat()
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        var (browser, _, _) = await site.Site.SignedInAsync();
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        site.Site.WhileWriting = async token =>
        {
            await leave.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };

        await Should.ThrowAsync<OperationCanceledException>(async () => await browser.PostAsJsonAsync("/write", new { }, leave.Token));

        await site.UntilAsync("the record", rows => rows.Any(row => row is { Person: "admin", Verb: "create", Status: 499 }));
    }
}
