using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Makes definitions of custom kinds from a seed, each with one rule in CEL over fields of many types: most fit, some do not, and some may cost too much.</summary>
internal sealed class GeneratedDefinitions(int seed)
{
    public const string Path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All&fieldValidation=Strict";

    private static readonly string[] Types = ["bool", "int", "double", "string", "strings", "ints", "map", "object", "objects", "time", "length", "bytes", "any"];

    private readonly Random random = new(seed);

    /// <summary>The next definition.</summary>
    public JsonObject Next()
    {
        var rule = Expression("bool", 3);
        if (random.Next(20) == 0) rule = Expression(One(Types), 2);
        JsonObject written = new() { ["rule"] = rule };
        if (random.Next(6) == 0) written["messageExpression"] = Expression(random.Next(5) == 0 ? One(Types) : "string", 2);
        if (random.Next(15) == 0) written["optionalOldSelf"] = true;
        if (random.Next(8) == 0) written["rule"] = rule.Replace("self.", "oldSelf.", StringComparison.Ordinal);
        var spec = Spec();
        spec["x-kubernetes-validations"] = new JsonArray(written);
        JsonObject around = random.Next(5) switch
        {
            0 => new() { ["type"] = "array", ["items"] = spec },
            1 => new() { ["type"] = "array", ["maxItems"] = random.Next(2, 500), ["items"] = spec },
            2 => new() { ["type"] = "object", ["additionalProperties"] = spec },
            _ => spec,
        };
        var schema = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["spec"] = around } };
        return new JsonObject
        {
            ["apiVersion"] = "apiextensions.k8s.io/v1",
            ["kind"] = "CustomResourceDefinition",
            ["metadata"] = new JsonObject { ["name"] = "generated.example.com" },
            ["spec"] = new JsonObject
            {
                ["group"] = "example.com",
                ["scope"] = "Namespaced",
                ["names"] = new JsonObject { ["kind"] = "Generated", ["plural"] = "generated", ["singular"] = "generated", ["listKind"] = "GeneratedList" },
                ["versions"] = new JsonArray(new JsonObject { ["name"] = "v1", ["served"] = true, ["storage"] = true, ["schema"] = new JsonObject { ["openAPIV3Schema"] = schema } }),
            },
        };
    }

    // Fields of every type, with bounds or without.
    private JsonObject Spec()
    {
        JsonObject Text() => Bounded(new() { ["type"] = "string" }, "maxLength", 200);
        var inner = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["x"] = new JsonObject { ["type"] = "integer" }, ["y"] = Text() } };
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["b"] = new JsonObject { ["type"] = "boolean" },
                ["n"] = new JsonObject { ["type"] = "integer" },
                ["d"] = new JsonObject { ["type"] = "number" },
                ["s"] = Text(),
                ["t"] = Text(),
                ["e"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("one", "three") },
                ["l"] = Bounded(new() { ["type"] = "array", ["items"] = Text() }, "maxItems", 100),
                ["li"] = Bounded(new() { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer" } }, "maxItems", 100),
                ["m"] = Bounded(new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "integer" } }, "maxProperties", 100),
                ["o"] = inner,
                ["lo"] = Bounded(new() { ["type"] = "array", ["items"] = inner.DeepClone() }, "maxItems", 100),
                ["when"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" },
                ["long"] = new JsonObject { ["type"] = "string", ["format"] = "duration" },
                ["raw"] = new JsonObject { ["type"] = "string", ["format"] = "byte" },
                ["ios"] = new JsonObject { ["x-kubernetes-int-or-string"] = true },
            },
        };
    }

    private JsonObject Bounded(JsonObject schema, string bound, int most)
    {
        if (random.Next(3) > 0) schema[bound] = random.Next(1, most);
        return schema;
    }

    // Now and then something of another type stands where one is asked for.
    private string Expression(string type, int depth)
    {
        if (random.Next(25) == 0) type = One(Types);
        if (depth <= 0) return Atom(type);
        return type switch
        {
            "bool" => Truth(depth - 1),
            "int" => One([
                $"{Expression("int", depth - 1)} {One(["+", "-", "*", "/", "%"])} {Expression("int", depth - 1)}", $"size({Expression(One(["string", "strings", "map", "bytes"]), depth - 1)})", $"{Expression("string", depth - 1)}.size()",
                $"{Expression("string", depth - 1)}.indexOf({Atom("string")})", $"{Expression("ints", depth - 1)}.{One(["sum", "max", "min"])}()", $"{Expression("time", depth - 1)}.getFullYear()", "self.lo[0].x", "self.m['a']",
                $"int({Expression(One(["double", "string"]), depth - 1)})", $"{Expression("strings", depth - 1)}.indexOf({Atom("string")})", $"-{Atom("int")}", $"semver({Atom("string")}).major()",
            ]),
            "double" => One([$"double({Expression("int", depth - 1)})", $"{Atom("double")} * {Expression("double", depth - 1)}", $"quantity({Atom("string")}).asApproximateFloat()"]),
            "string" => One([
                $"{Expression("string", depth - 1)} + {Expression("string", depth - 1)}", $"{Expression("strings", depth - 1)}.join({Atom("string")})", $"{Expression("string", depth - 1)}.{One(["lowerAscii", "upperAscii", "trim"])}()",
                $"{Expression("string", depth - 1)}.replace({Atom("string")}, {Atom("string")})", $"string({Expression(One(["int", "bool", "time"]), depth - 1)})", "self.l[0]", $"{Expression("string", depth - 1)}.substring({Atom("int")})",
                $"url({Expression("string", depth - 1)}).getHost()", $"'%s'.format([{Expression("string", depth - 1)}])", $"{Atom("string")}.find({Pattern()})",
            ]),
            "strings" => One([
                $"{Expression("strings", depth - 1)}.filter(x, {Atom("bool")})", $"{Expression("ints", depth - 1)}.map(x, string(x))", $"{Expression("string", depth - 1)}.split({Atom("string")})", $"[{Atom("string")}, {Expression("string", depth - 1)}]",
                $"self.lo.map(x, x.y)", $"{Expression("strings", depth - 1)} + {Atom("strings")}", $"self.m.map(k, k)", $"{Atom("string")}.findAll({Pattern()})",
            ]),
            "ints" => One([$"{Expression("strings", depth - 1)}.map(x, x.size())", $"[{Atom("int")}, {Expression("int", depth - 1)}]", "self.m.map(k, self.m[k])", $"self.li.filter(x, x > {Atom("int")})", $"{Atom("ints")}.slice(0, 1)", $"{Atom("ints")}.sort()"]),
            _ => Atom(type),
        };
    }

    private string Truth(int depth) => One([
        $"{Expression("int", depth)} {One(["<", "<=", ">", ">=", "==", "!="])} {Expression("int", depth)}", $"{Expression("string", depth)} {One(["==", "!=", "<"])} {Expression("string", depth)}",
        $"{Expression("double", depth)} > {Expression("double", depth)}", $"!{Atom("bool")}", $"{Expression("bool", depth)} && {Expression("bool", depth)}", $"({Expression("bool", depth)} || {Expression("bool", depth)})",
        $"{Expression("strings", depth)}.{One(["all", "exists", "exists_one"])}(x, x != {Atom("string")})", $"self.lo.all(x, x.x > {Expression("int", depth)})", $"self.l.all(x, self.l.exists(y, x == y))", $"self.m.all(k, self.m[k] < 3)",
        $"{Expression("string", depth)}.{One(["contains", "startsWith", "endsWith"])}({Expression("string", depth)})", $"{Expression("string", depth)}.matches({Pattern()})", $"{Atom("string")} in {Expression("strings", depth)}",
        $"{Atom("string")} in self.m", $"has(self.{One(["n", "s", "o", "o.x", "l"])})", $"({Atom("bool")} ? {Expression("bool", depth)} : {Atom("bool")})", $"isIP({Expression("string", depth)})", $"cidr({Atom("string")}).containsIP({Atom("string")})",
        $"quantity({Expression("string", depth)}).isLessThan(quantity('1Gi'))", $"isQuantity({Atom("string")})", $"format.dns1123Label().validate({Expression("string", depth)}).hasValue()", $"sets.contains({Expression("strings", depth)}, {Atom("strings")})",
        $"{Expression("strings", depth)}.isSorted()", $"{Atom("time")} < timestamp('2026-01-01T00:00:00Z')", $"{Atom("length")} > duration('1h')", $"self.raw == b'a'", "type(self.ios) == string", "self.ios > 3", "self.ios == 'a'", $"dyn({Atom("int")}) == {Atom("string")}",
        $"self.?s.orValue('x') == {Atom("string")}", $"{Expression("strings", depth)} == {Atom("strings")}", "self.lo == self.lo", "self == self", $"math.abs({Atom("int")}) > 1", $"self.missing == 1", $"unknown({Atom("int")})", $"self.s.nothing()",
        $"self.l.all(i, x, x != {Atom("string")})", $"semver({Atom("string")}).isLessThan(semver('1.0.0'))", $"ip({Atom("string")}).family() == 4", $"optional.of({Atom("int")}).hasValue()", "self.o.x.y == 1", $"self.li.exists_one(x, x == {Atom("int")})",
    ]);

    private string Atom(string type) => type switch
    {
        "bool" => One(["true", "self.b", "false"]),
        "int" => One(["self.n", "self.o.x", random.Next(20).ToString(CultureInfo.InvariantCulture)]),
        "double" => One(["self.d", "1.5"]),
        "string" => One(["self.s", "self.t", "self.e", "self.o.y", "'a'", "'longer text'", "''"]),
        "strings" => One(["self.l", "['a', 'b']", "[]"]),
        "ints" => One(["self.li", "[1, 2]"]),
        "map" => One(["self.m", "{'a': 1}"]),
        "object" => "self.o",
        "objects" => "self.lo",
        "time" => One(["self.when", "timestamp('2025-01-01T00:00:00Z')"]),
        "length" => One(["self.long", "duration('5m')"]),
        "bytes" => One(["self.raw", "b'ab'"]),
        _ => "self.ios",
    };

    private string Pattern() => One(["'^[a-z]+$'", "'a.*b'", "'['", "'^([a-z0-9]([-a-z0-9]*[a-z0-9])?)$'"]);

    private T One<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
