using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isop.Bot.Cards.Templating;

namespace Isop.Tests.Cards;

/// <summary>A template and data to expand; the name tells the reader what it is about.</summary>
public sealed record TemplateCase(string Name, JsonNode? Template, JsonNode? Data);

/// <summary>What became of a case: the expansion as JSON, or that the template was refused or its expansion failed.</summary>
public sealed record Expansion(string? Json, string? Compile, string? Fails, bool Repaired = false);

/// <summary>Runs the official JavaScript engine, once for all cases.</summary>
public static class Oracle
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, MaxDepth = 256 };

    public static string Folder([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "oracle"));

    public static async Task<IReadOnlyList<Expansion>> ExpandAsync(IReadOnlyList<TemplateCase> cases)
    {
        var results = await RunAsync<Expansion[]>("expand.cjs", cases);
        return results.Length == cases.Count ? results : throw new InvalidOperationException("The official engine skipped cases.");
    }

    /// <summary>Runs a script of this folder: JSON in, JSON out, each in a file.</summary>
    public static async Task<T> RunAsync<T>(string script, object input)
    {
        if (!File.Exists(Path.Combine(Folder(), "..", "node_modules", "adaptivecards-templating", "package.json")))
        {
            throw new InvalidOperationException("The official template engine is not installed. Run 'npm ci' in the folder tests.");
        }

        var work = Directory.CreateTempSubdirectory("isop-oracle-");
        try
        {
            var (inputFile, outputFile) = (Path.Combine(work.FullName, "input.json"), Path.Combine(work.FullName, "output.json"));
            await File.WriteAllTextAsync(inputFile, JsonSerializer.Serialize(input, Names));
            await StartAsync(script, inputFile, outputFile);
            return JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(outputFile), Names)!;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>Our own answer to the same case.</summary>
    public static Expansion ExpandHere(TemplateCase template)
    {
        AdaptiveCardTemplate compiled;
        try
        {
            compiled = new AdaptiveCardTemplate(template.Template?.ToJsonString() ?? "null");
        }
        catch (AdaptiveTemplateException exception)
        {
            return new Expansion(null, exception.Message, null);
        }

        try
        {
            return new Expansion(compiled.Expand(template.Data), null, null);
        }
        catch (AdaptiveTemplateException exception)
        {
            return new Expansion(null, null, exception.Message);
        }
    }

    /// <summary>The answer in a form that is equal exactly when the JSON is: same order, same numbers, one way of escaping.</summary>
    public static string Outcome(Expansion expansion) => expansion switch
    {
        { Compile: not null } => "refused",
        { Fails: not null } => "fails",
        _ => JsonSerializer.Serialize(JsonDocument.Parse(expansion.Json!, new JsonDocumentOptions { MaxDepth = 256 }).RootElement),
    };

    private static async Task StartAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder(),
            RedirectStandardError = true,
            Environment = { ["NODE_NO_WARNINGS"] = "1", ["LC_ALL"] = "en_US.UTF-8" },
        };
        start.ArgumentList.Add(Path.Combine(Folder(), script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start) ?? throw new InvalidOperationException("Node did not start.");
        var errors = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
        {
            throw new InvalidOperationException($"The official engine stopped with {node.ExitCode}: {errors}");
        }
    }
}
