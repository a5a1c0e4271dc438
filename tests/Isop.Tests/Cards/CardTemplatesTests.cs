using System.Text.Json;
using Isop.Bot.Cards;

namespace Isop.Tests.Cards;

public sealed class CardTemplatesTests
{
    public static TheoryData<string> Names() => [.. CardTemplate.Names];

    [Fact]
    public void Every_template_file_travels_inside_the_assembly() => Assert.Equal(
        CardViews.TemplateFiles().Select(path => path.Replace('\\', '/').Split("/bot/").Last().Replace("/Cards/", "/", StringComparison.Ordinal).Replace(".card.json", "", StringComparison.Ordinal)),
        CardTemplate.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_template_compiles_and_keeps_to_the_rules_of_cards(string name)
    {
        Assert.Equal(name, CardTemplate.Load(name).Name);
        var path = CardViews.TemplateFiles().Single(p => p.EndsWith(name.Replace("/", "/Cards/", StringComparison.Ordinal) + ".card.json", StringComparison.Ordinal));
        using var template = JsonDocument.Parse(File.ReadAllBytes(path));
        Assert.Empty(CardLinter.CheckTemplate(template.RootElement, await RoutedVerbs.AllAsync()));
    }

    [Fact]
    public void A_view_that_leaves_out_what_is_null_is_refused()
    {
        var type = (System.Text.Json.Serialization.Metadata.JsonTypeInfo<NoView>)new JsonSerializerOptions(CardJson.Default.Options)
        {
            DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        }.GetTypeInfo(typeof(NoView));
        Assert.Throws<ArgumentException>(() => CardTemplate.Load(CardTemplate.Names[0]).Render(new NoView(), type, "kaart"));
    }

    [Fact]
    public void A_template_that_is_not_there_is_named() =>
        Assert.Contains("bot/Nergens/Cards/niets.card.json", Assert.Throws<ArgumentException>(() => CardTemplate.Load("Nergens/niets")).Message, StringComparison.Ordinal);
}
