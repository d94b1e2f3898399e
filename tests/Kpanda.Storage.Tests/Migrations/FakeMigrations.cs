using System.Reflection;
using System.Text;
using Kpanda.Storage.Migrations;

namespace Kpanda.Storage.Tests.Migrations;

/// <summary>An assembly whose embedded migrations are these.</summary>
internal sealed class FakeMigrations(params string[] scripts) : Assembly
{
    public static MigrationSource Source(string module, params string[] scripts) => new(module, new FakeMigrations(scripts));

    public override string[] GetManifestResourceNames() => [.. scripts.Select((_, i) => $"Fake.Migrations.{i + 1:0000}_step.sql")];

    public override Stream GetManifestResourceStream(string name) => new MemoryStream(Encoding.UTF8.GetBytes(scripts[Array.IndexOf(GetManifestResourceNames(), name)]));
}
