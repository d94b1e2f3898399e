using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Kpanda.Benchmarks.Identity;

/// <summary>Writes people, groups and sessions into the state of a running server: through its routes, thousands of passwords would be hashed before anything is measured.</summary>
internal static class IdentityRows
{
    private const int GroupsOfEach = 5;

    /// <returns>Secrets of the sessions.</returns>
    public static async Task<List<string>> FillAsync(string file, int users, int groups, int sessions, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var (people, secrets) = (Ids(users), new List<string>());
        var teams = Ids(groups);
        await using var connection = new SqliteConnection($"Data Source={file}");
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            INSERT INTO users (id, name, password, first_name, last_name, email, description, enabled, temporary_password, administrator, created, updated)
            VALUES (@id, @name, '', 'First', 'Last', @email, '', 1, 0, 0, @at, @at)
            """,
            people.Select((id, i) => new { id, name = $"user-{i}", email = $"user-{i}@example.com", at = now - i }),
            transaction);
        await connection.ExecuteAsync(
            "INSERT INTO user_groups (id, name, description, created, updated) VALUES (@id, @name, '', @now, @now)", teams.Select((id, i) => new { id, name = $"team-{i}", now }), transaction);
        await connection.ExecuteAsync(
            "INSERT INTO group_members (group_id, user_id) VALUES (@team, @person)",
            people.SelectMany((person, i) => Enumerable.Range(0, GroupsOfEach).Select(j => new { team = teams[((i * 7) + (j * 131)) % teams.Length], person })).Distinct(),
            transaction);
        for (var i = 0; i < sessions; i++)
        {
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            secrets.Add(secret);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
            await connection.ExecuteAsync(
                "INSERT INTO credentials (id, kind, user_id, name, hash, created, last_used, expires) VALUES (@id, 'session', @person, '', @hash, @now, @now, @expires)",
                new { id = Guid.CreateVersion7().ToString(), person = people[i % people.Length], hash, now, expires = now + 36_000_000 },
                transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        return secrets;
    }

    private static string[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7().ToString())];
}
