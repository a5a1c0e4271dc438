using System.Text.Json;
using Isop.Bot.Cards.Templating;

namespace Isop.Tests.Cards;

public sealed class AdaptiveCardTemplateTests
{
    [Fact]
    public void A_string_that_is_one_expression_keeps_the_type_of_its_value() => Assert.Equal(
        """{"a":3,"b":true,"c":null,"d":{"x":[1,2]},"e":"3 stuks"}""",
        Expand("""{"a":"${n}","b":"${ja}","c":"${niets}","d":"${o}","e":"${n} stuks"}""", """{"n":3,"ja":true,"niets":null,"o":{"x":[1,2]}}"""));

    [Fact]
    public void An_object_stands_as_often_as_its_data_has_items() => Assert.Equal(
        """{"body":[{"text":"0: Gijs (ISOP)"},{"text":"2: Noor (ISOP)"}]}""",
        Expand(
            """{"body":[{"$data":"${wie}","$when":"${op}","text":"${$index}: ${naam} (${$root.bron})"}]}""",
            """{"bron":"ISOP","wie":[{"naam":"Gijs","op":true},{"naam":"Tess","op":false},{"naam":"Noor","op":true}]}"""));

    [Fact]
    public void A_path_that_leads_nowhere_stays_in_the_text() =>
        Assert.Equal("""{"text":"Dag ${naam}","x":"${x.y}"}""", Expand("""{"text":"Dag ${naam}","x":"${x.y}"}""", "{}"));

    [Fact]
    public void Null_in_a_text_prints_as_nothing() =>
        Assert.Equal("""{"text":"Dag !"}""", Expand("""{"text":"Dag ${naam}!"}""", """{"naam":null}"""));

    [Theory]
    [InlineData("utcNow()", "the clock")]
    [InlineData("formatDateTime(x, 'd')", "the clock")]
    [InlineData("rand(1, 2)", "differs each time")]
    [InlineData("formatNumber(1, 2)", "language setting")]
    [InlineData("toUpper(x, 'nl-NL')", "language setting")]
    [InlineData("bestaatNiet(x)", "no function bestaatNiet")]
    [InlineData("a +", "stops too early")]
    [InlineData("length(1)", "no Text")]
    [InlineData("length()", "takes 1 argument")]
    public void What_a_card_may_not_use_is_refused_at_compile_time_with_its_place(string expression, string reason)
    {
        var template = JsonSerializer.Serialize(new { body = new[] { new { type = "TextBlock", text = "${" + expression + "}" } } });
        var fault = Assert.Throws<AdaptiveTemplateException>(() => new AdaptiveCardTemplate(template));
        Assert.Equal("$.body[0].text", fault.Path);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_the_data_is_never_evaluated() =>
        Assert.Equal("""{"text":"${1+1} \\ \" <b>"}""", Expand("""{"text":"${t}"}""", """{"t":"${1+1} \\ \" <b>"}"""));

    [Fact]
    public void Data_is_accepted_exactly_when_it_is_JSON()
    {
        const string Sample = """{"a":[1,-2.5e+3,0.1,true,false,null,"t\n\u00e9 \"x\""],"b":{"c":{}},"é":[[],[0]]}""";
        const string Marks = "{}[]\",:\\0123456789.eE+-tfnul \t\n\u0001";
        var template = new AdaptiveCardTemplate("""{"v":"${$root}"}""");
        var random = new Random(1);
        var accepted = 0;
        for (var i = 0; i < 4000; i++)
        {
            var text = new System.Text.StringBuilder(Sample);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var place = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(place, Math.Min(random.Next(1, 4), text.Length - place)),
                    1 => text.Insert(place, Marks[random.Next(Marks.Length)]),
                    _ => text.Remove(place, 1).Insert(place, Marks[random.Next(Marks.Length)]),
                };
            }

            var json = text.ToString();
            var isJson = Parses(() => JsonDocument.Parse(json).Dispose());
            accepted += isJson ? 1 : 0;
            Assert.True(isJson == Parses(() => template.Expand(json)), json);
        }

        Assert.InRange(accepted, 100, 3900);
    }

    [Fact]
    public void Data_nested_too_deep_is_refused() =>
        Assert.Throws<JsonException>(() => new AdaptiveCardTemplate("{}").Expand(new string('[', 65) + new string(']', 65)));

    [Fact]
    public void One_template_serves_many_threads()
    {
        var template = new AdaptiveCardTemplate("""{"a":[{"$data":"${rijen}","t":"${$index}: ${naam} ${join(select(tags, t => toUpper(t)), '+')}"}],"$when":"${count(rijen) >= 0}"}""");
        Parallel.For(0, 2000, i =>
        {
            var rows = Enumerable.Range(0, i % 5).Select(n => $$"""{"naam":"n{{i}}-{{n}}","tags":["a{{n}}","b"]}""");
            var expected = Enumerable.Range(0, i % 5).Select(n => $$"""{"t":"{{n}}: n{{i}}-{{n}} A{{n}}+B"}""");
            Assert.Equal($$"""{"a":[{{string.Join(',', expected)}}]}""", template.Expand($$"""{"rijen":[{{string.Join(',', rows)}}]}"""));
        });
    }

    private static bool Parses(Action parse)
    {
        try
        {
            parse();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Expand(string template, string data) => new AdaptiveCardTemplate(template).Expand(data);
}
