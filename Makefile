# Every target makes .venv by itself. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run demo simulate test check bench proof talk dialogues lock clean

help: ## 列出可用的命令
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

$(STAMP): requirements-dev.txt
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@echo "安装依赖到 $(VENV)（只在第一次，约 750 MB，要几分钟）……"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(STAMP)

run: $(STAMP) ## 启动机器人、工作进程、时钟和沙箱，打印手机页面的地址；STAFF=人员.xlsx ENTERPRISES=企业库.xlsx 用自己的
	@$(BIN)/python -m deploy.local.run $(if $(STAFF),--staff "$(STAFF)") $(if $(ENTERPRISES),--enterprises "$(ENTERPRISES)")

simulate: run ## 同 run

demo: $(STAMP) ## 不用浏览器走完整个故事，结果写到 out/demo/
	@$(BIN)/python -m deploy.local.demo

test: $(STAMP) ## 全部测试
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(STAMP) ## ruff、mypy --strict
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy .

bench: $(STAMP) ## 测速，结果写到 out/bench.jsonl
	@$(BIN)/python -m tests.bench

proof: $(STAMP) ## 2000 次随意走动的检查（点、打字、退回、改、暂停、重复），50 次走真实的一轮：不丢、不造一个答案；再把每种故障走一遍
	@MACHINE_RUNS=2000 MACHINE_TURNS=50 $(BIN)/python -m pytest -n 2 tests/forms/test_machine.py
	@EVERY_FAULT=1 $(BIN)/python -m pytest tests/sandbox/test_each_fault.py

talk: $(STAMP) ## 在终端里走一段对话：make talk SCRIPT=inspection
	@$(BIN)/python -m deploy.local.talk $(or $(SCRIPT),inspection)

dialogues: $(STAMP) ## 把每个对话画成图，写到 docs/dialogues/
	@$(BIN)/python -m tests.dialogues

lock: ## 重新锁定依赖（要有 uv）
	uv pip compile --generate-hashes --quiet requirements.in -o requirements.txt
	uv pip compile --generate-hashes --quiet requirements-dev.in -o requirements-dev.txt

clean: ## 删掉运行和测试留下的东西
	rm -rf var out .pytest_cache .mypy_cache .ruff_cache .hypothesis
