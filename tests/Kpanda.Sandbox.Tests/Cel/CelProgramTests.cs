using System.Text.Json.Nodes;
using Kpanda.Sandbox.Cel;

namespace Kpanda.Sandbox.Tests.Cel;

/// <summary>Each expression holds of this object.</summary>
public sealed class CelProgramTests
{
    private const string Self =
        """
        {"name":"web","replicas":3,"ratio":1.5,"on":true,"list":["b","a","c"],"numbers":[1,2,3],"map":{"x":"1","y":"2"},"a-b":1,"namespace":"n",
         "items":[{"name":"p","v":1},{"name":"q","v":2}],"when":"2026-03-02T10:00:00Z","memory":"1Gi","nothing":null,"address":"10.1.2.3"}
        """;

    [Theory]
    [InlineData("self.replicas + 2 * 3 - 1 == 8 && 7 % 4 == 3 && -self.replicas == -3 && 7 / 2 == 3")]
    [InlineData("self.replicas > 2.5 && 1 == 1.0 && self.ratio * 2.0 == 3.0 && 0x1F == 31 && 2u + 3u == 5u && 1e3 == 1000.0")]
    [InlineData("has(self.name) && !has(self.nothing) && !has(self.absent) && has(self.map.x)")]
    [InlineData("self.name == 'we' + \"b\" && r'\\d' == '\\\\d' && '\\u0041\\x42\\103' == 'ABC' && '''it's''' == \"it's\" && b'a' == bytes('a')")]
    [InlineData("self.list.all(e, e.size() == 1) && self.list.exists(e, e == 'a') && self.list.exists_one(e, e > 'b')")]
    [InlineData("self.list.map(e, e + '!') == ['b!', 'a!', 'c!'] && self.numbers.map(n, n > 1, n * 10) == [20, 30] && self.numbers.filter(n, n % 2 == 1) == [1, 3]")]
    [InlineData("self.map.all(k, self.map[k] != '') && 'x' in self.map && !('z' in self.map) && 2 in self.numbers")]
    [InlineData("self.numbers.all(i, n, n == i + 1) && self.numbers.transformList(i, n, i * n) == [0, 2, 6] && self.map.transformMap(k, v, v + k)['x'] == '1x'")]
    [InlineData("self.items.exists(i, i.name == 'q' && i.v == 2) && self.items[1].name == 'q' && self.map['y'] == '2' && {'a': 1}.a == 1")]
    [InlineData("size(self.name) == 3 && size([1, 2]) == 2 && size({'a': 1}) == 1 && 'äö'.size() == 2")]
    [InlineData("self.name.startsWith('w') && self.name.endsWith('b') && self.name.contains('e') && self.name.matches('^w.b$') && matches('abc', 'b')")]
    [InlineData("'A-b'.lowerAscii() == 'a-b' && 'a'.upperAscii() == 'A' && 'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && ['a', 'b'].join('-') == 'a-b'")]
    [InlineData("'hello'.substring(1, 3) == 'el' && 'hello'.substring(3) == 'lo' && 'hello'.indexOf('l') == 2 && 'hello'.lastIndexOf('l') == 3 && 'hello'.charAt(4) == 'o' && ' x '.trim() == 'x'")]
    [InlineData("'aXbX'.replace('X', '-') == 'a-b-' && 'aXbX'.replace('X', '-', 1) == 'a-bX' && 'abc'.reverse() == 'cba' && 'a1b22'.findAll('[0-9]+') == ['1', '22']")]
    [InlineData("'%s has %d of %.2f'.format(['x', 3, 1.5]) == 'x has 3 of 1.50' && '%x'.format([255]) == 'ff'")]
    [InlineData("int('12') == 12 && string(12) == '12' && double('1.5') == 1.5 && bool('true') && uint(3) == 3u && type(self.replicas) == int && type(self.name) == string && type(self.list) == list")]
    [InlineData("timestamp(self.when) < timestamp('2026-03-03T00:00:00Z') && timestamp(self.when).getFullYear() == 2026 && timestamp(self.when).getMonth() == 2 && timestamp(self.when).getHours('+08:00') == 18")]
    [InlineData("duration('1h30m').getMinutes() == 90 && timestamp(self.when) + duration('1h') == timestamp('2026-03-02T11:00:00Z') && duration('90s') > duration('1m')")]
    [InlineData("quantity(self.memory).isGreaterThan(quantity('500Mi')) && quantity('1.5').compareTo(quantity('1500m')) == 0 && quantity('2k').add(5).asInteger() == 2005 && isQuantity('1Gi') && !isQuantity('x')")]
    [InlineData("ip(self.address).family() == 4 && isIP('::1') && !isIP('1.2.3') && cidr('10.0.0.0/8').containsIP(self.address) && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.0.0.0/8').prefixLength() == 8 && ip('127.0.0.1').isLoopback()")]
    [InlineData("url('https://example.com:80/a?x=1&x=2').getHost() == 'example.com:80' && url('https://example.com:80/').getPort() == '80' && url('https://h/a?x=1&x=2').getQuery()['x'] == ['1', '2'] && isURL('/path') && !isURL('no url')")]
    [InlineData("self.list.isSorted() == false && self.numbers.isSorted() && self.numbers.sum() == 6 && self.numbers.max() == 3 && self.list.min() == 'a' && self.list.indexOf('a') == 1 && self.list.sort() == ['a', 'b', 'c']")]
    [InlineData("sets.contains(self.numbers, [3, 1]) && sets.intersects([1], [1, 2]) && !sets.equivalent([1], [1, 2]) && [1, 1, 2].distinct() == [1, 2] && [[1], [2]].flatten() == [1, 2]")]
    [InlineData("math.greatest(1, 3, 2) == 3 && math.least([4, 2]) == 2 && math.abs(-2) == 2 && math.ceil(1.2) == 2.0")]
    [InlineData("self.?absent.orValue('none') == 'none' && self.?name.hasValue() && optional.of(1).value() == 1 && self.list[?9].orValue('z') == 'z' && optional.none().optMap(x, x + 1).orValue(7) == 7 && optional.of(2).optMap(x, x + 1).value() == 3")]
    [InlineData("true || 1 / 0 > 1")]
    [InlineData("1 / 0 > 1 || true")]
    [InlineData("!(false && self.absent == 1)")]
    [InlineData("self.numbers.exists(n, 6 / (n - 1) == 6 || n == 1)")]
    [InlineData("self.a__dash__b == 1 && self.__namespace__ == 'n'")]
    [InlineData("self.on ? self.replicas == 3 : false // and a remark")]
    [InlineData("cel.bind(x, self.replicas * 2, x == 6) && dyn(self.replicas) == 3 && base64.decode(base64.encode(b'hi')) == b'hi'")]
    public void Expression_Holds(string text) => Evaluate(text).ShouldBe(true, text);

    [Theory]
    [InlineData("self.absent == 1", "no such key: absent")]
    [InlineData("1 / 0", "division by zero")]
    [InlineData("1 % 0", "modulus by zero")]
    [InlineData("9223372036854775807 + 1", "integer overflow")]
    [InlineData("self.list[9]", "index out of bounds: 9")]
    [InlineData("self.name + 1", "no such overload")]
    [InlineData("int('x')", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("quantity('zz')", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("optional.none().value()", "optional.none() dereference")]
    public void WhatCannotBeEvaluated_SaysWhy(string text, string why) => Evaluate(text).ShouldBe(new CelError(why));

    [Theory]
    [InlineData("foo == 1", "ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')\n | foo == 1\n | ^")]
    [InlineData("nofn(self)", "ERROR: <input>:1:5: undeclared reference to 'nofn' (in container '')\n | nofn(self)\n | ....^")]
    [InlineData("self.nofn()", "ERROR: <input>:1:10: undeclared reference to 'nofn' (in container '')\n | self.nofn()\n | .........^")]
    [InlineData("has(self)", "ERROR: <input>:1:5: invalid argument to has() macro\n | has(self)\n | ....^")]
    [InlineData("self > 0 &&& true", "ERROR: <input>:1:12: Syntax error: token recognition error at: '& '\n | self > 0 &&& true\n | ...........^")]
    [InlineData("self <", "ERROR: <input>:1:7: Syntax error: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}\n | self <\n | ......^")]
    public void WhatIsNoExpression_SaysWhere(string text, string problem)
    {
        CelProgram.TryCompile(text, ["self"], out _, out var why).ShouldBeFalse();
        why.ShouldBe(problem);
    }

    [Fact]
    public void NestedBrackets_AreBounded() => CelProgram.TryCompile(new string('(', 5000) + "1" + new string(')', 5000), [], out _, out _).ShouldBeFalse();

    [Fact]
    public void Work_IsBounded()
    {
        var budget = new CelBudget(100_000);
        CelProgram.TryCompile("self.all(a, self.all(b, self.all(c, a + b + c >= 0)))", ["self"], out var program, out _).ShouldBeTrue();
        var many = new JsonArray([.. Enumerable.Range(0, 1000).Select(i => JsonValue.Create(i))]);
        program.Evaluate(new Dictionary<string, object?> { ["self"] = many }, budget).ShouldBe(CelBudget.Exhausted);
    }

    [Fact]
    public void ObjectsOfTheCaller_AnswerFieldsAndFunctions()
    {
        CelProgram.TryCompile("authorizer.group('apps').resource('deployments').check('create').allowed() && authorizer.who == 'me'", ["authorizer"], out var program, out var problem).ShouldBeTrue(problem);
        program.Evaluate(new Dictionary<string, object?> { ["authorizer"] = new Words("") }, new CelBudget(1000)).ShouldBe(true);
    }

    private static object? Evaluate(string text)
    {
        CelProgram.TryCompile(text, ["self"], out var program, out var problem).ShouldBeTrue(problem);
        return program.Evaluate(new Dictionary<string, object?> { ["self"] = JsonNode.Parse(Self) }, new CelBudget(CelBudget.OfRequest));
    }

    private sealed record Words(string Said) : ICelObject
    {
        public string TypeName => "words";

        public object? Get(string field) => field == "who" ? "me" : CelError.NoKey(field);

        public object? Call(string function, IReadOnlyList<object?> arguments) =>
            function == "allowed" ? Said == "group apps resource deployments check create " : new Words($"{Said}{function} {string.Join(' ', arguments)} ");
    }
}
