"""The web page of the example bot: a form to sign up with. Text only."""

PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>登记</title>
<style>body{{font:16px/1.6 system-ui,"Noto Sans CJK SC",sans-serif;margin:0;padding:20px;background:#f7f7f7}}
form{{background:#fff;border-radius:12px;padding:16px}}label{{display:block;margin:0 0 12px;color:#666}}
input[type=text]{{display:block;width:100%;box-sizing:border-box;padding:10px;font:inherit;
border:1px solid #ddd;border-radius:8px}}button{{width:100%;padding:12px;font:inherit;
border:0;border-radius:8px;background:#07c160;color:#fff}}</style><h2>{title}</h2>{content}</html>"""
FORM = """<form method="post"><label>姓名<input type="text" name="name" value=""></label>
<label><input type="checkbox" name="agree" value="yes"> 同意登记</label>
<input type="hidden" name="strokes" value=""><button>提交</button></form>"""
