using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Isop.Bot.Cards.Templating;

/// <summary>
/// A compiled Adaptive Card template (https://learn.microsoft.com/adaptive-cards/templating/language), with the API of AdaptiveCards.Templating
/// and the results of npm's adaptivecards-templating 2.3.1. Compiled once, it may be expanded many times and from several threads.
/// <para>
/// Different on purpose: functions of the clock, of chance and of a language setting are refused when the template is compiled, because
/// dates and numbers are written out in Dutch in the data; unknown functions are refused too; null inside a text prints as nothing;
/// functions never change the data.
/// </para>
/// </summary>
public sealed class AdaptiveCardTemplate
{
    [ThreadStatic]
    private static Expander? t_expander;

    private readonly TemplateNode _root;

    /// <param name="json">The template.</param>
    /// <exception cref="AdaptiveTemplateException">The template is not JSON, or an expression in it cannot be compiled.</exception>
    public AdaptiveCardTemplate(string json)
        : this(Encoding.UTF8.GetBytes(json))
    {
    }

    /// <param name="utf8Json">The template in UTF-8, without a byte order mark.</param>
    /// <exception cref="AdaptiveTemplateException">The template is not JSON, or an expression in it cannot be compiled.</exception>
    public AdaptiveCardTemplate(ReadOnlyMemory<byte> utf8Json) => _root = TemplateCompiler.Compile(utf8Json);

    /// <summary>Expands the template with data in JSON; without data every path stays as it is.</summary>
    /// <exception cref="AdaptiveTemplateException">An expression cannot be evaluated on this data.</exception>
    public string Expand(string? dataJson = null)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        Expand(output, Encoding.UTF8.GetBytes(dataJson ?? "null"));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <inheritdoc cref="Expand(string)"/>
    public string Expand(JsonNode? data) => Expand(data?.ToJsonString());

    /// <inheritdoc cref="Expand(string)"/>
    public string Expand(JsonElement data) => Encoding.UTF8.GetString(ExpandUtf8(data).Span);

    /// <inheritdoc cref="Expand(string)"/>
    public ReadOnlyMemory<byte> ExpandUtf8(JsonElement data)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        Expand(output, data);
        return output.WrittenMemory;
    }

    /// <summary>Expands the template into the buffer, as UTF-8.</summary>
    /// <exception cref="AdaptiveTemplateException">An expression cannot be evaluated on this data; nothing was written.</exception>
    public void Expand(IBufferWriter<byte> output, JsonElement data) =>
        Expand(output, data.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(data));

    /// <summary>Expands the template into the buffer, with data in UTF-8.</summary>
    /// <exception cref="AdaptiveTemplateException">An expression cannot be evaluated on this data; nothing was written.</exception>
    /// <exception cref="JsonException">The data is not JSON.</exception>
    public void Expand(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8Data)
    {
        var expander = t_expander ?? new Expander();
        t_expander = null;
        try
        {
            output.Write(expander.Run(_root, utf8Data));
        }
        finally
        {
            expander.Clear();
            t_expander = expander;
        }
    }

    /// <summary>What one expansion needs, kept per thread.</summary>
    private sealed class Expander
    {
        private readonly DataTape _data = new();
        private readonly Scope _scope = new();
        private readonly JsonOutput _output = new();

        public ReadOnlySpan<byte> Run(TemplateNode root, ReadOnlySpan<byte> utf8Data)
        {
            _scope.Start(_data.Read(utf8Data));
            root.Write(_output, _scope);
            return _output.Written;
        }

        /// <summary>Lets go of the data and the card, so that nothing of anyone is kept.</summary>
        public void Clear()
        {
            _data.Clear();
            _scope.Clear();
            _output.Clear();
        }
    }
}
