using System.Net.WebSockets;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Hosting.Live;

/// <summary>All open channels, and how many each person has. Safe for concurrent use.</summary>
internal sealed class LiveHub(IEnumerable<ILiveSource> sources, LiveOptions options, RightsChanges rights, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ILiveSource[] _sources = [.. sources];
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, LivePerson> _people = [];
    private int _open;

    /// <summary>Takes a place for one more channel of a person.</summary>
    /// <returns>The place, to be given back with <see cref="Leave"/>, or the refusal.</returns>
    public Result<LivePerson> Enter(Guid person)
    {
        lock (_lock)
        {
            if (_open >= options.MaxChannels) return Error.Of(ErrorCode.ResourceExhausted, LiveWords.TooManyChannels);
            if (!_people.TryGetValue(person, out var known)) known = new LivePerson(options.MaxSubscriptionsPerPerson);
            if (known.Channels >= options.MaxChannelsPerPerson)
                return Error.Of(ErrorCode.ResourceExhausted, LiveWords.TooManyOfPerson, ("max", $"{options.MaxChannelsPerPerson}"));
            _open++;
            known.Channels++;
            _people[person] = known;
            return known;
        }
    }

    public void Leave(Guid person)
    {
        lock (_lock)
        {
            _open--;
            if (--_people[person].Channels == 0) _people.Remove(person);
        }
    }

    /// <param name="socket">The open socket.</param>
    /// <param name="context">The request that opened it.</param>
    /// <param name="session">With what it came; null where the server asks nobody who they are.</param>
    /// <param name="person">The place that <see cref="Enter"/> gave.</param>
    public async Task RunAsync(WebSocket socket, HttpContext context, ISessionLifetime? session, LivePerson person)
    {
        await using var channel = new LiveChannel(socket, context, session, person, _sources, options, time);
        using var changes = rights.Subscribe(session?.Owner ?? Guid.Empty, channel.Recheck);
        await channel.RunAsync(session?.Ended ?? CancellationToken.None, lifetime.ApplicationStopping);
    }
}
