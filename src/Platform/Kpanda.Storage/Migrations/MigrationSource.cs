using System.Reflection;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Kpanda.Storage.Migrations;

/// <summary>A module's embedded migrations, in order.</summary>
internal sealed partial record MigrationSource(string Module, Assembly Assembly)
{
    public IReadOnlyList<Migration> Read()
    {
        var migrations = new List<Migration>();
        foreach (var resource in Assembly.GetManifestResourceNames())
        {
            if (FileName.Match(resource) is not { Success: true } match) continue;
            using var stream = Assembly.GetManifestResourceStream(resource)!;
            using var reader = new StreamReader(stream);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            migrations.Add(new Migration(Module, int.Parse(match.Groups["number"].ValueSpan), match.Groups["name"].Value, sql, Checksum(sql)));
        }

        migrations.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (var i = 0; i < migrations.Count; i++)
        {
            if (migrations[i].Number != i + 1) throw new InvalidOperationException($"{Module}: migration {i + 1:0000} is missing or there twice.");
        }

        return migrations;
    }

    private static string Checksum(string sql) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(sql)));

    [GeneratedRegex(@"Migrations\.(?<number>\d{4})_(?<name>\w+)\.sql$", RegexOptions.ExplicitCapture)]
    private static partial Regex FileName { get; }
}
