using System.Text.Json;
using Isop.Core;
using Isop.Core.Register;

namespace Isop.Tests.Register;

public sealed class PersonIdTests
{
    private const string Text = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void An_id_is_written_as_32_lower_case_hex_digits_and_read_back()
    {
        var id = PersonId.Parse(Text.ToUpperInvariant());

        Assert.Equal((Text, $"p:{Text}"), (id.ToString(), $"p:{id}"));
        Assert.Equal($"\"{Text}\"", JsonSerializer.Serialize(id, CoreJson.Default.PersonId));
        Assert.Equal(id, JsonSerializer.Deserialize($"\"{Text}\"", CoreJson.Default.PersonId));
        Assert.Equal(id, JsonSerializer.Deserialize($"\"\\u0030{Text[1..]}\"", CoreJson.Default.PersonId));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"0123\"")]
    [InlineData("\"00000000000000000000000000000000\"")]
    [InlineData("\"0123456789abcdef0123456789abcdeg\"")]
    [InlineData("\"01234567-89ab-cdef-0123-456789abcdef\"")]
    public void What_is_no_id_is_refused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, CoreJson.Default.PersonId));
        Assert.False(PersonId.TryParse(json.Trim('"'), out _));
    }

    [Fact]
    public void A_number_is_no_id_and_nobody_has_no_text()
    {
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize("12345678901234567890123456789012", CoreJson.Default.PersonId));
        Assert.Equal("", default(PersonId).ToString());
        Assert.Throws<ArgumentException>(() => PersonId.From(Guid.Empty));
    }
}
