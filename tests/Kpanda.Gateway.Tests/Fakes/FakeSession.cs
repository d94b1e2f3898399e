using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>Somebody's token, for as long as the test says.</summary>
internal sealed class FakeSession(Person person) : ISessionLifetime, IPersonSource, IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    public Guid Id { get; } = Guid.CreateVersion7();

    public Guid Owner => person.Id;

    public CancellationToken Ended => _ended.Token;

    public Person Current => person;

    public Task UseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EndAsync() => _ended.CancelAsync();

    public void Dispose() => _ended.Dispose();
}
