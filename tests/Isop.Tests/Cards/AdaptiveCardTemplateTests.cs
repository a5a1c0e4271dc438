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

    private static string Expand(string template, string data) => new AdaptiveCardTemplate(template).Expand(data);
}
