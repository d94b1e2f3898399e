using Kpanda.Gateway.Terminals;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Gateway.Tests.Terminals;

/// <summary>A ticket opens one terminal, of whom and where it was asked for, within 30 seconds.</summary>
public sealed class TerminalTicketsTests : IAsyncLifetime
{
    private static readonly TerminalTarget Container = new("east", "default", "web", "main");

    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-tickets-").FullName;
    private readonly Guid _session = Guid.CreateVersion7();
    private ServiceProvider? _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorage(new StorageOptions { DataDirectory = _folder })
            .AddMigrations("gateway", typeof(GatewayModule).Assembly)
            .BuildServiceProvider();
        foreach (var service in _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>()) await service.StartingAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(30, true)]
    [InlineData(30.001, false)]
    public async Task Ticket_IsGoodFor30Seconds(double seconds, bool isGood)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var issued = await Tickets(now).IssueAsync(new TerminalTicket(_session, Guid.Empty, Container), Token);
        var later = Tickets(now.AddSeconds(seconds));

        (await later.IsGoodAsync(issued.Id, Token)).ShouldBe(isGood);
        (await later.RedeemAsync(issued.Ticket, _session, Token) is not null).ShouldBe(isGood);
    }

    [Fact]
    public async Task Ticket_IsForItsSessionAndItsContainer_Once()
    {
        var tickets = Tickets(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var terminal = Guid.CreateVersion7();
        TerminalTarget[] targets = [Container, Container with { IsDebug = true }, new TerminalTarget("east", "kube-system", "", "") { Node = "node-1" }];
        foreach (var target in targets)
        {
            var asked = new TerminalTicket(_session, terminal, target);
            var issued = await tickets.IssueAsync(asked, Token);
            (await tickets.RedeemAsync(issued.Ticket, _session, Token)).ShouldBe(asked);
            (await tickets.RedeemAsync(issued.Ticket, _session, Token)).ShouldBeNull();

            // Whoever tries one of somebody else uses it up.
            var stolen = await tickets.IssueAsync(asked, Token);
            (await tickets.RedeemAsync(stolen.Ticket, Guid.CreateVersion7(), Token)).ShouldBeNull();
            (await tickets.RedeemAsync(stolen.Ticket, _session, Token)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Ticket_IsWithdrawnByItsSessionAlone()
    {
        var tickets = Tickets(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var issued = await tickets.IssueAsync(new TerminalTicket(_session, Guid.Empty, Container), Token);

        await tickets.WithdrawAsync(issued.Id, Guid.CreateVersion7(), Token);
        (await tickets.IsGoodAsync(issued.Id, Token)).ShouldBeTrue();
        await tickets.WithdrawAsync(issued.Id, _session, Token);

        (await tickets.IsGoodAsync(issued.Id, Token)).ShouldBeFalse();
        (await tickets.RedeemAsync(issued.Ticket, _session, Token)).ShouldBeNull();
    }

    private TerminalTickets Tickets(DateTimeOffset now) => new(_services!.GetRequiredService<IStateDatabase>(), new StoppedTime(now));

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
